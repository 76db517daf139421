package dev.laytime.worker.configuration;

import dev.laytime.worker.ledger.SourceSettings;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A source of use.
 *
 * @param name fit for a workflow id
 * @param scanEvery from one scan's start to the next, as in {@code 5m}
 * @param directory of manifests, relative to the configuration file; null for another kind
 * @param git a Git repository of manifests; null for another kind
 * @param cluster a live cluster; null for another kind
 * @param irrelevant patterns of paths that a person says name no images
 * @param values where values files name images
 */
public record SourceProperties(
    @Nullable String name,
    @DefaultValue("5m") String scanEvery,
    @Nullable String directory,
    @Nullable GitProperties git,
    @Nullable ClusterProperties cluster,
    @DefaultValue List<String> irrelevant,
    @DefaultValue List<ValuesProperties> values) {

  /**
   * @throws IllegalArgumentException if a value is missing or not of its form, or it is not exactly
   *     one of a directory, a Git repository and a cluster
   */
  public SourceProperties {
    name = Require.name("name", name);
    var _ = Require.duration("scan-every", scanEvery);
    directory = Require.optional(directory);
    if (Stream.of(directory, git, cluster).filter(Objects::nonNull).count() != 1) {
      throw new IllegalArgumentException(
          "source '%s': expected exactly one of directory, git and cluster".formatted(name));
    }
    irrelevant = Require.patterns("irrelevant", irrelevant);
    values = List.copyOf(values);
    if (cluster != null && !(irrelevant.isEmpty() && values.isEmpty())) {
      throw new IllegalArgumentException(
          "source '%s': irrelevant and values are about files, and a cluster has none; see"
                  .formatted(name)
              + " irrelevant-namespaces and irrelevant-objects");
    }
  }

  /** What it is called. */
  public String requiredName() {
    return Require.name("name", name);
  }

  private String kind() {
    if (cluster != null) {
      return "cluster";
    }
    return git == null ? "directory" : "git";
  }

  SourceSettings settings() {
    return new SourceSettings(requiredName(), kind(), Require.duration("scan-every", scanEvery));
  }
}
