package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a person says about a cluster.
 *
 * @param namespaces the only ones that are looked through; empty for all
 * @param irrelevant namespaces that are not, where all others are
 * @param irrelevantObjects that are not looked into, wherever they are
 * @param kinds that name images, besides Kubernetes' own
 * @param helm namespaces in which the history of Helm's releases is read, out of Secrets
 */
public record ClusterSettings(
    List<String> namespaces,
    List<String> irrelevant,
    List<ObjectPattern> irrelevantObjects,
    List<WatchedKind> kinds,
    List<String> helm) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /** All namespaces, and Kubernetes' own kinds. */
  public static final ClusterSettings PLAIN = new ClusterSettings(List.of(), List.of(), List.of());

  /** Without a history of Helm's. */
  public ClusterSettings(
      List<String> namespaces, List<String> irrelevant, List<WatchedKind> kinds) {
    this(namespaces, irrelevant, kinds, List.of());
  }

  /** With all objects of the namespaces that are looked through. */
  public ClusterSettings(
      List<String> namespaces,
      List<String> irrelevant,
      List<WatchedKind> kinds,
      List<String> helm) {
    this(namespaces, irrelevant, List.of(), kinds, helm);
  }

  /**
   * @throws IllegalArgumentException if a namespace's name is malformed, both lists have some, or
   *     Helm's history is to be read where nothing is
   */
  public ClusterSettings {
    namespaces = checked(namespaces);
    irrelevant = checked(irrelevant);
    irrelevantObjects = List.copyOf(irrelevantObjects);
    kinds = List.copyOf(kinds);
    helm = checked(helm);
    if (!namespaces.isEmpty() && !irrelevant.isEmpty()) {
      throw new IllegalArgumentException(
          "expected namespaces or irrelevant-namespaces, not both: what is not named is left out");
    }
    for (String name : helm) {
      if (irrelevant.contains(name) || (!namespaces.isEmpty() && !namespaces.contains(name))) {
        throw new IllegalArgumentException(
            "expected helm-namespaces that are looked through, not '" + name + "'");
      }
    }
  }

  /** Whether a person says that what an object names is not in use. */
  boolean leavesOut(String kind, JsonNode object) {
    return irrelevant.contains(object.path("metadata").path("namespace").asText())
        || irrelevantObjects.stream().anyMatch(pattern -> pattern.matches(kind, object));
  }

  /** All of it in a text that is the same for the same settings, in whatever order. */
  String selection() {
    return "cluster"
        + part("namespaces", namespaces)
        + part("irrelevant namespaces", irrelevant)
        + part("irrelevant objects", irrelevantObjects)
        + part("kinds", kinds.stream().map(kind -> kind.text() + kind.paths()).toList())
        + part("Helm", helm);
  }

  private static String part(String name, List<?> values) {
    return values.isEmpty()
        ? ""
        : "; %s %s".formatted(name, values.stream().map(Object::toString).sorted().toList());
  }

  private static List<String> checked(List<String> names) {
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("expected a namespace's name, not '" + name + "'");
      }
    }
    return List.copyOf(names);
  }
}
