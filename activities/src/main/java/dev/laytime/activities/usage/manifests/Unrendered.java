package dev.laytime.activities.usage.manifests;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files from which other programs make manifests: what those name cannot be read here. Each is a
 * gap, unless a person says where its images are.
 */
final class Unrendered {

  private static final String CHART = "Chart.yaml";
  private static final String REQUIREMENTS = "requirements.yaml";
  private static final String NOT_RENDERED = " is not rendered, and may name images";

  private static final Pattern FLEET = Pattern.compile("(?:.*/)?fleet\\.ya?ml");
  private static final Pattern HELMFILE =
      Pattern.compile(
          "(?:.*/)?helmfile\\.ya?ml(?:\\.gotmpl)?"
              + "|(?:.*/)?helmfile\\.d/.*\\.(?:yaml|yml|gotmpl)");
  private static final Pattern TEMPLATE =
      Pattern.compile(
          ".*\\.(?:yaml|yml|json)\\.(?:tmpl|tpl|j2|jinja|jinja2|erb|mustache)|.*\\.gotmpl");
  private static final Pattern PROGRAM = Pattern.compile(".*\\.(?:jsonnet|cue)");

  /** Fields that bring in no image, and what is read for itself. */
  private static final Set<String> OF_FLEET =
      Set.of(
          "annotations",
          "correctDrift",
          "defaultNamespace",
          "deleteCRDResources",
          "deleteNamespace",
          "dependsOn",
          "diff",
          "forceSyncGeneration",
          "ignore",
          "keepResources",
          "kustomize",
          "labels",
          "name",
          "namespace",
          "namespaceAnnotations",
          "namespaceLabels",
          "overrideTargets",
          "paused",
          "rolloutStrategy",
          "serviceAccount");

  private final ManifestFiles files;
  private final List<ValuesRule> rules;
  private final Gaps gaps;

  Unrendered(ManifestFiles files, List<ValuesRule> rules, Gaps gaps) {
    this.files = files;
    this.rules = rules;
    this.gaps = gaps;
  }

  /** Declares the gap of each. */
  void report() {
    for (String path : files.paths()) {
      String cause = TreePaths.name(path).equals(CHART) ? chart(path) : cause(path);
      if (cause != null) {
        gaps.add(path, cause);
      }
    }
  }

  private @Nullable String cause(String path) {
    if (rules.stream().anyMatch(rule -> new PathPattern(rule.files()).matches(path))) {
      return null;
    }
    if (HELMFILE.matcher(path).matches()) {
      return "a helmfile" + NOT_RENDERED;
    }
    if (TEMPLATE.matcher(path).matches()) {
      return "a template" + NOT_RENDERED;
    }
    if (PROGRAM.matcher(path).matches()) {
      return "a program" + NOT_RENDERED;
    }
    return FLEET.matcher(path).matches() ? fleet(path) : null;
  }

  private @Nullable String fleet(String path) {
    List<String> fields =
        files.documents(path).stream()
            .filter(Node.Mapping.class::isInstance)
            .map(Node.Mapping.class::cast)
            .flatMap(document ->
                document.entries().keySet().stream()
                    .filter(key -> document.get(key) != null && !OF_FLEET.contains(key)))
            .toList();
    return fields.isEmpty() ? null : String.join(", ", fields) + ":" + NOT_RENDERED;
  }

  /**
   * A chart's templates are files of their own; what its dependencies name, and what a rule about
   * its values leaves out, stands nowhere in the tree.
   */
  private @Nullable String chart(String path) {
    String directory = TreePaths.parent(path);
    Set<String> dependencies = dependencies(directory);
    List<ImagePath> named = namedIn(directory);
    if (named.isEmpty()) {
      return "a chart"
          + (dependencies.isEmpty() ? "" : " with " + text(dependencies))
          + NOT_RENDERED;
    }
    dependencies.removeIf(dependency -> named.stream().anyMatch(image -> image.under(dependency)));
    return dependencies.isEmpty()
        ? null
        : text(dependencies) + ": no rule about the chart's values names images there";
  }

  private static String text(Set<String> dependencies) {
    return "dependencies " + String.join(", ", dependencies);
  }

  /** What a chart's values call its dependencies. */
  private Set<String> dependencies(String directory) {
    Set<String> names = new LinkedHashSet<>();
    for (String file : List.of(CHART, REQUIREMENTS)) {
      String path = TreePaths.join(directory, file);
      List<Node> documents = files.isFile(path) ? files.documents(path) : List.of();
      for (Node document : documents) {
        if (document instanceof Node.Mapping mapping) {
          mapping.items("dependencies").forEach(dependency -> names.add(name(dependency)));
        }
      }
    }
    return names;
  }

  private static String name(Node dependency) {
    if (dependency instanceof Node.Mapping mapping) {
      String alias = mapping.text("alias");
      return Objects.requireNonNullElse(alias == null ? mapping.text("name") : alias, "?");
    }
    return "?";
  }

  /** Where rules say that images are in the values that lie in a chart, and in no chart in that. */
  private List<ImagePath> namedIn(String directory) {
    List<ImagePath> named = new ArrayList<>();
    for (ValuesRule rule : rules) {
      PathPattern pattern = new PathPattern(rule.files());
      if (files.paths().stream()
          .anyMatch(path -> pattern.matches(path) && directory.equals(chartOf(path)))) {
        rule.images().stream().map(ImagePath::parse).forEach(named::add);
      }
    }
    return named;
  }

  /** The innermost directory of a chart that a file lies in; null where it lies in none. */
  private @Nullable String chartOf(String path) {
    String directory = path;
    do {
      directory = TreePaths.parent(directory);
      if (files.isFile(TreePaths.join(directory, CHART))) {
        return directory;
      }
    } while (!directory.isEmpty());
    return null;
  }
}
