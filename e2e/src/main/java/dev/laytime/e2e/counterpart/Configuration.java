package dev.laytime.e2e.counterpart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code laytime.yaml} of short durations. */
public final class Configuration {

  private final List<String> stages = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();
  private final List<String> mirrors = new ArrayList<>();
  private final List<String> more = new ArrayList<>();

  /**
   * Adds a stage.
   *
   * @param prefix {@code HOST/PATH}
   * @param settings further lines, as in {@code deletion: enabled}
   */
  public Configuration stage(String name, String prefix, String... settings) {
    stages.add(entry("name: " + name, "prefix: " + prefix, settings));
    return this;
  }

  /**
   * Adds a stage that deletes on the word of the source of the same name.
   *
   * @param more further lines
   */
  public Configuration deletingStage(
      String name, String prefix, Durations durations, String... more) {
    List<String> settings = new ArrayList<>(deleting(name, durations));
    settings.addAll(List.of(more));
    return stage(name, prefix, settings.toArray(String[]::new));
  }

  private static List<String> deleting(String name, Durations durations) {
    return List.of(
        "deletion: enabled",
        "grace-period: " + durations.grace(),
        "quarantine: " + durations.quarantine(),
        "sweep-every: " + durations.sweep(),
        "reaper-window: " + durations.window(),
        "breaker: {images: 50, percent: 100, window: 1h}",
        "external-delete: [\"**\"]",
        "vouched-by: [" + name + "]");
  }

  /** Adds a directory as a source of use. */
  public Configuration directory(String name, Path directory, Durations durations) {
    sources.add(
        entry("name: " + name, "directory: " + directory, "scan-every: " + durations.scan()));
    return this;
  }

  /** Adds a live cluster as a source of use. */
  public Configuration cluster(String name, Path kubeconfig, Durations durations) {
    sources.add(
        entry(
            "name: " + name,
            "scan-every: " + durations.scan(),
            "cluster: {kubeconfig: " + kubeconfig + "}"));
    return this;
  }

  /** Adds one of which no other namespace is looked through. */
  public Configuration cluster(
      String name, Path kubeconfig, Durations durations, String namespace) {
    sources.add(
        entry(
            "name: " + name,
            "scan-every: " + durations.scan(),
            "cluster: {kubeconfig: " + kubeconfig + ", namespaces: [" + namespace + "]}"));
    return this;
  }

  /** Adds a Git repository as a source of use. */
  public Configuration git(String name, String url, String username, Path passwordFile) {
    sources.add(
        entry(
            "name: " + name,
            "git:",
            "  url: " + url,
            "  username: " + username,
            "  password-file: " + passwordFile));
    return this;
  }

  /**
   * Adds a mirror rule.
   *
   * @param settings further lines, as in {@code poll: 5m}
   */
  public Configuration mirror(String target, String source, String... settings) {
    mirrors.add(entry("target: " + target, "source: " + source, settings));
    return this;
  }

  /** Adds a registry's settings. */
  public Configuration lines(String... lines) {
    more.addAll(List.of(lines));
    return this;
  }

  /** Writes it. */
  public Path writeTo(Path directory) {
    List<String> lines = new ArrayList<>();
    list("stages", stages, lines);
    list("sources", sources, lines);
    list("mirrors", mirrors, lines);
    lines.addAll(more);
    Path file = directory.resolve("laytime.yaml");
    try {
      return Files.writeString(file, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
  }

  private static void list(String key, List<String> entries, List<String> lines) {
    if (!entries.isEmpty()) {
      lines.add(key + ":");
      lines.addAll(entries);
    }
  }

  private static String entry(String first, String second, String... rest) {
    StringBuilder entry = new StringBuilder("  - " + first + "\n    " + second);
    for (String line : rest) {
      entry.append("\n    ").append(line);
    }
    return entry.toString();
  }
}
