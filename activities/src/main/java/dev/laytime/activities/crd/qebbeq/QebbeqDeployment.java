package dev.laytime.activities.crd.qebbeq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Whether a Deployment is Qebbeq's own controller: by its image, or by the labels of its chart. */
final class QebbeqDeployment {

  private static final Pattern IMAGE = Pattern.compile("(.*/)?qebbeq([:@].*)?");
  private static final Pattern CHART = Pattern.compile("qebbeq-[0-9].*");

  private QebbeqDeployment() {}

  /** Whether it is, and has ready replicas. */
  static boolean runs(JsonNode deployment) {
    return deployment.path("status").path("readyReplicas").asInt() > 0
        && (hasImage(deployment) || isOfChart(deployment.path("metadata").path("labels")));
  }

  private static boolean hasImage(JsonNode deployment) {
    JsonNode pod = deployment.path("spec").path("template").path("spec");
    for (JsonNode container : pod.path("containers")) {
      if (IMAGE.matcher(container.path("image").asText()).matches()) {
        return true;
      }
    }
    return false;
  }

  /** Its chart has a registry as well, which may stay. */
  private static boolean isOfChart(JsonNode labels) {
    return CHART.matcher(labels.path("helm.sh/chart").asText()).matches()
        && labels.path("app.kubernetes.io/component").asText().equals("controller");
  }
}
