package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The spec of a Pod as one text that is the same where the Pod does the same and reaches the same:
 * whoever may make Jobs there can give one our name and our labels, and more than we ask for. Left
 * out is what a cluster fills in by itself, how much it may use and how long, where it runs, and
 * what the Secret is called that is its own. Pure.
 */
final class PodLikeness {

  /** What an API server adds to what does not say it. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "dnsPolicy", "ClusterFirst",
          "schedulerName", "default-scheduler",
          "terminationMessagePath", "/dev/termination-log",
          "terminationMessagePolicy", "File");

  /** A cluster writes quantities in its own way, and its own policies say where Pods run. */
  private static final Set<String> ASIDE =
      Set.of(
          "resources",
          JobManifest.DEADLINE,
          "sizeLimit",
          "secretName",
          "nodeSelector",
          "tolerations",
          "affinity",
          "topologySpreadConstraints",
          "priority",
          "priorityClassName",
          "preemptionPolicy");

  private PodLikeness() {}

  static String of(JsonNode node) {
    if (node.isObject()) {
      Map<String, String> parts = new TreeMap<>();
      node.properties()
          .forEach(field -> {
            if (isSaid(field.getKey(), field.getValue())) {
              parts.put(field.getKey(), of(field.getValue()));
            }
          });
      return parts.toString();
    }
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false)
            .map(PodLikeness::of)
            .collect(Collectors.joining(",", "[", "]"))
        : node.toString();
  }

  /** A cluster leaves out lists of nothing, and keeps a volume or a context of nothing. */
  private static boolean isSaid(String name, JsonNode value) {
    return !ASIDE.contains(name)
        && !(value.isArray() && value.isEmpty())
        && !value.asText().equals(DEFAULTS.get(name));
  }
}
