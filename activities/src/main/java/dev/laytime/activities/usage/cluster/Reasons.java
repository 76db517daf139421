package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Why an object counts, in the words of {@code Usage}. */
final class Reasons {

  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private static final String ROLLBACK = "rollback revision";

  private Reasons() {}

  static String of(String kind, JsonNode object) {
    return switch (kind) {
      case "Pod" -> pod(object);
      case "ControllerRevision" -> ROLLBACK;
      case "ReplicaSet" -> isOld(object) ? ROLLBACK : template(object.path("spec"));
      default -> template(object.path("spec"));
    };
  }

  private static String template(JsonNode spec) {
    if (spec.path("suspend").asBoolean(false)) {
      return "suspended";
    }
    return spec.path("replicas").asInt(1) == 0 ? "zero replicas" : "template";
  }

  /** A Deployment keeps its earlier ReplicaSets, without Pods, to roll back to. */
  private static boolean isOld(JsonNode replicaSet) {
    boolean owned = false;
    for (JsonNode owner : replicaSet.path("metadata").path("ownerReferences")) {
      owned |= owner.path("controller").asBoolean(false);
    }
    return owned && replicaSet.path("spec").path("replicas").asInt(1) == 0;
  }

  private static String pod(JsonNode pod) {
    if (!Unpulled.containers(pod).isEmpty()) {
      return "cannot be pulled";
    }
    return ENDED.contains(pod.path("status").path("phase").asText()) ? "ended" : "running";
  }
}
