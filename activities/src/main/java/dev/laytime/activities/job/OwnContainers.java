package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a Pod tells of the containers that its Job asked for: a mesh or an agent may have put others
 * beside them, and a kubelet tells of all in the order of their names. Pure.
 */
final class OwnContainers {

  private OwnContainers() {}

  /** The Pod, with the states of these alone, in the order in which they run. */
  static JsonNode of(JsonNode job, JsonNode pod) {
    JsonNode asked = job.path("spec").path("template").path("spec");
    ObjectNode own = pod.deepCopy();
    ObjectNode status = own.withObject("/status");
    keep(status, "initContainerStatuses", asked.path("initContainers"));
    keep(status, "containerStatuses", asked.path("containers"));
    return own;
  }

  /** Whether a container that its Job asked for is told to run a step of our own program. */
  static boolean runsOurStep(JsonNode job, String name) {
    JsonNode asked = job.path("spec").path("template").path("spec");
    for (String kind : List.of("initContainers", "containers")) {
      for (JsonNode container : asked.path(kind)) {
        if (container.path("name").asText().equals(name)) {
          return !container.has("command")
              && container.path("args").path(0).asText().equals(CopyStep.VERB);
        }
      }
    }
    return false;
  }

  private static void keep(ObjectNode status, String kind, JsonNode containers) {
    JsonNode all = status.path(kind);
    ArrayNode kept = status.arrayNode();
    for (JsonNode container : containers) {
      for (JsonNode each : all) {
        if (each.path("name").equals(container.path("name"))) {
          kept.add(each);
        }
      }
    }
    status.set(kind, kept);
  }
}
