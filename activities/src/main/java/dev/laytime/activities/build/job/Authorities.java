package dev.laytime.activities.build.job;

import dev.laytime.activities.job.JobMount;
import dev.laytime.activities.job.JobRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who vouches for registries besides those whom everybody trusts. Nobody's secret. Pure.
 *
 * @param texts PEM by registry's host
 */
record Authorities(Map<String, String> texts) {

  static final Authorities NONE = new Authorities(Map.of());

  private static final String DIRECTORY = "/run/laytime/registries";

  Authorities {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** Files by name, each text once: together they must fit into one Secret. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    texts.values().forEach(text -> files.put(name(text), text));
    return files;
  }

  /** The files, for the builder's step; none where there are none. */
  List<JobMount> mounts() {
    return texts.isEmpty()
        ? List.of()
        : List.of(new JobMount.OwnFiles(DIRECTORY, List.copyOf(files().keySet())));
  }

  /** As Kaniko takes them. */
  List<String> arguments() {
    return texts.entrySet().stream()
        .map(each ->
            "--registry-certificate=%s=%s".formatted(host(each.getKey()), file(each.getValue())))
        .toList();
  }

  /**
   * As BuildKit's daemon reads them, a table for each registry.
   *
   * @param insecure registries without TLS
   */
  String settings(List<String> insecure) {
    SortedMap<String, String> tables = new TreeMap<>();
    insecure.forEach(host -> tables.put(host, "  http = true\n"));
    texts.forEach((host, text) ->
        tables.merge(host, "  ca = [\"%s\"]\n".formatted(file(text)), String::concat));
    return tables.entrySet().stream()
        .map(table -> "[registry.\"%s\"]\n%s".formatted(table.getKey(), table.getValue()))
        .collect(Collectors.joining());
  }

  private static String file(String text) {
    return DIRECTORY + "/" + name(text);
  }

  private static String name(String text) {
    return "ca-%s.pem".formatted(JobRequest.hash(text));
  }

  /** As Kaniko calls it. */
  private static String host(String host) {
    return host.equals("docker.io") ? "index.docker.io" : host;
  }
}
