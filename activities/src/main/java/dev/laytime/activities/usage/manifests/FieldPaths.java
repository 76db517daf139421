package dev.laytime.activities.usage.manifests;

import java.util.List;
import java.util.Set;

/** Whether a field may hold an image, by its path. */
final class FieldPaths {

  /** Nothing below one of these is an image that anything runs. */
  private static final Set<String> NEVER_AN_IMAGE =
      Set.of(
          "metadata",
          "env",
          "envFrom",
          "args",
          "command",
          "ports",
          "resources",
          "data",
          "stringData",
          "binaryData",
          "selector",
          "replicas",
          "rules",
          "tls",
          "volumeMounts",
          "securityContext",
          "nodeSelector",
          "affinity",
          "tolerations",
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "serviceName",
          "serviceAccountName",
          "subjects",
          "roleRef");

  private FieldPaths() {}

  /** Any doubt means yes. */
  static boolean mayHoldImage(List<String> components) {
    return components.stream().noneMatch(NEVER_AN_IMAGE::contains);
  }

  /**
   * The components of a dotted path, as replacements have them; what is in brackets is left out.
   */
  static List<String> dotted(String path) {
    return List.of(path.replaceAll("\\[[^\\]]*]", "[]").split("\\.", -1));
  }

  /** The components of a JSON pointer. */
  static List<String> pointer(String pointer) {
    return List.of(pointer.split("/", -1)).stream()
        .skip(1)
        .map(component -> component.replace("~1", "/").replace("~0", "~"))
        .toList();
  }
}
