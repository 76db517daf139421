package dev.laytime.worker.configuration;

import dev.laytime.worker.ledger.SourceSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A source of use.
 *
 * @param name fit for a workflow id
 * @param scanEvery from one scan's start to the next, as in {@code 5m}
 * @param directory of manifests, relative to the configuration file; null for a Git repository
 * @param git a Git repository of manifests; null for a directory
 * @param irrelevant patterns of paths that a person says name no images
 * @param values where values files name images
 */
public record SourceProperties(
    @Nullable String name,
    @DefaultValue("5m") String scanEvery,
    @Nullable String directory,
    @Nullable GitProperties git,
    @DefaultValue List<String> irrelevant,
    @DefaultValue List<ValuesProperties> values) {

  /**
   * @throws IllegalArgumentException if a value is missing or not of its form, or it is not exactly
   *     one of a directory and a Git repository
   */
  public SourceProperties {
    name = Require.name("name", name);
    var _ = Require.duration("scan-every", scanEvery);
    directory = Require.optional(directory);
    if ((directory == null) == (git == null)) {
      throw new IllegalArgumentException(
          "source '%s': expected exactly one of directory and git".formatted(name));
    }
    irrelevant = Require.patterns("irrelevant", irrelevant);
    values = List.copyOf(values);
  }

  /** What it is called. */
  public String requiredName() {
    return Require.name("name", name);
  }

  SourceSettings settings() {
    return new SourceSettings(
        requiredName(),
        git == null ? "directory" : "git",
        Require.duration("scan-every", scanEvery));
  }
}
