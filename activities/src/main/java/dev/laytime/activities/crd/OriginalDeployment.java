package dev.laytime.activities.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How to know a Deployment of the program whose objects an adapter serves: by its image, or by the
 * labels of its chart.
 *
 * @param image the name of its image, without what is before its last slash and after its tag
 * @param labels patterns of labels that only its chart's controller has, all of them; none where
 *     nothing tells it but its image
 */
public record OriginalDeployment(Pattern image, Map<String, Pattern> labels) {

  public OriginalDeployment {
    labels = Map.copyOf(labels);
  }

  /**
   * Those that have ready replicas, wherever they are, as {@code NAMESPACE/NAME}.
   *
   * @throws IOException if that cannot be told
   */
  public List<String> running(ObjectApi api) throws IOException {
    return api.list(
        "/apis/apps/v1/deployments",
        deployment -> runs(deployment) ? List.of(key(deployment.path("metadata"))) : List.of());
  }

  /**
   * Why nothing is written while one runs; empty where none does.
   *
   * @param program what people call it
   * @throws IOException if that cannot be told
   */
  public String obstacle(ObjectApi api, String program) throws IOException {
    List<String> running = running(api);
    return running.isEmpty()
        ? ""
        : "%s's own Deployment %s has ready replicas: scale it to 0"
            .formatted(program, running.getFirst());
  }

  /** Whether it is one, and has ready replicas. */
  public boolean runs(JsonNode deployment) {
    return deployment.path("status").path("readyReplicas").asInt() > 0
        && (hasImage(deployment)
            || isOfChart(deployment.path("metadata"))
            || isOfChart(deployment.path("spec").path("template").path("metadata")));
  }

  private boolean hasImage(JsonNode deployment) {
    JsonNode pod = deployment.path("spec").path("template").path("spec");
    for (JsonNode container : pod.path("containers")) {
      String name = container.path("image").asText();
      String last = name.substring(name.lastIndexOf('/') + 1).replaceFirst("[:@].*", "");
      if (image.matcher(last).matches()) {
        return true;
      }
    }
    return false;
  }

  private boolean isOfChart(JsonNode metadata) {
    JsonNode found = metadata.path("labels");
    return !labels.isEmpty()
        && labels.entrySet().stream()
            .allMatch(
                label -> label.getValue().matcher(found.path(label.getKey()).asText()).matches());
  }

  private static String key(JsonNode metadata) {
    return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
  }
}
