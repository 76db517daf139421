package dev.laytime.activities.usage.manifests;

import java.util.List;

/**
 * What a person says about a tree of manifests.
 *
 * @param irrelevant path patterns of files that name no image in use; they are not read
 * @param values where files of values name images
 */
public record ManifestSettings(List<String> irrelevant, List<ValuesRule> values) {

  /** Everything is relevant, and no values are read. */
  public static final ManifestSettings PLAIN = new ManifestSettings(List.of(), List.of());

  /**
   * @throws IllegalArgumentException if a pattern is malformed
   */
  public ManifestSettings {
    irrelevant = List.copyOf(irrelevant);
    values = List.copyOf(values);
    irrelevant.forEach(PathPattern::new);
  }

  /** All of it in a text that is the same for the same settings, in whatever order. */
  String selection() {
    List<String> rules =
        values.stream()
            .map(rule -> rule.files() + rule.images().stream().sorted().toList())
            .toList();
    return "files" + part("irrelevant", irrelevant) + part("values", rules);
  }

  private static String part(String name, List<String> values) {
    return values.isEmpty() ? "" : "; %s %s".formatted(name, values.stream().sorted().toList());
  }
}
