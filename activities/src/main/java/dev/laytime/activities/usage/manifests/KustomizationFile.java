package dev.laytime.activities.usage.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kustomization as far as it bears on images.
 *
 * @param path of the file
 */
record KustomizationFile(
    String path,
    List<String> resources,
    List<String> components,
    List<Patch> patches,
    List<ImageOverride> images) {

  private static final Set<String> NAMES =
      Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private static final Node.Mapping NO_TARGET = new Node.Mapping(Map.of());
  private static final String GROUP = "kustomize.config.k8s.io/";

  /** Fields that cannot bring in an image, and those that are read below. */
  private static final Set<String> KNOWN =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "openapi",
          "namePrefix",
          "nameSuffix",
          "namespace",
          "commonLabels",
          "labels",
          "commonAnnotations",
          "replicas",
          "vars",
          "sortOptions",
          "crds",
          "configMapGenerator",
          "secretGenerator",
          "generatorOptions",
          "inventory",
          "buildMetadata",
          "validators",
          "resources",
          "bases",
          "components",
          "patches",
          "patchesStrategicMerge",
          "patchesJson6902",
          "images",
          "imageTags",
          "replacements",
          "configurations");

  /**
   * One patch.
   *
   * @param file its path as written; null where it stands inline
   * @param inline null where it is in a file
   * @param target the object as far as the kustomization names it; empty where the patch does
   */
  record Patch(@Nullable String file, @Nullable Node inline, Node.Mapping target) {}

  static boolean isNamed(String path) {
    return NAMES.contains(TreePaths.name(path));
  }

  /** Whether a document in a file of that name is one, and not an object of another group. */
  static boolean isOne(Node document) {
    if (!(document instanceof Node.Mapping mapping)) {
      return false;
    }
    String apiVersion = mapping.text("apiVersion");
    return apiVersion == null || apiVersion.startsWith(GROUP);
  }

  static KustomizationFile of(String path, Node.Mapping document, Gaps gaps) {
    for (String field : document.entries().keySet()) {
      if (!KNOWN.contains(field) && !isEmpty(document.get(field))) {
        gaps.add(path, field + ": is not rendered, and may name images");
      }
    }
    List<String> resources = new ArrayList<>(texts(path, document, "resources", gaps));
    resources.addAll(texts(path, document, "bases", gaps));
    return new KustomizationFile(
        path,
        resources,
        texts(path, document, "components", gaps),
        patches(path, document, gaps),
        overrides(path, document, gaps));
  }

  private static boolean isEmpty(@Nullable Node node) {
    return switch (node) {
      case null -> true;
      case Node.Sequence(var items) -> items.isEmpty();
      case Node.Mapping(var entries) -> entries.isEmpty();
      case Node.Text(var text, _) -> text.isEmpty();
    };
  }

  private static List<String> texts(String path, Node.Mapping document, String key, Gaps gaps) {
    List<String> texts = new ArrayList<>();
    for (Node item : items(path, document, key, gaps)) {
      if (item instanceof Node.Text(var text, _)) {
        texts.add(text);
      } else {
        gaps.add(path, key + ": has an item that is not a path");
      }
    }
    return texts;
  }

  private static List<Node> items(String path, Node.Mapping document, String key, Gaps gaps) {
    Node value = document.get(key);
    if (value != null && !(value instanceof Node.Sequence)) {
      gaps.add(path, key + ": is not a list");
    }
    return document.items(key);
  }

  private static List<Patch> patches(String path, Node.Mapping document, Gaps gaps) {
    List<Patch> patches = new ArrayList<>();
    for (String key : List.of("patches", "patchesJson6902")) {
      for (Node item : items(path, document, key, gaps)) {
        patches.add(
            item instanceof Node.Mapping patch
                ? new Patch(patch.text("path"), patch.get("patch"), patch.mapping("target"))
                : new Patch(null, item, NO_TARGET));
      }
    }
    for (Node item : items(path, document, "patchesStrategicMerge", gaps)) {
      patches.add(
          item instanceof Node.Text(var text, _) && !text.contains("\n") && !text.startsWith("{")
              ? new Patch(text, null, NO_TARGET)
              : new Patch(null, item, NO_TARGET));
    }
    return patches;
  }

  private static List<ImageOverride> overrides(String path, Node.Mapping document, Gaps gaps) {
    List<ImageOverride> overrides = new ArrayList<>();
    for (String key : List.of("images", "imageTags")) {
      for (Node entry : items(path, document, key, gaps)) {
        try {
          overrides.add(ImageOverride.of(entry));
        } catch (MalformedException e) {
          gaps.add(path, String.valueOf(e.getMessage()));
        }
      }
    }
    return overrides;
  }
}
