package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a Pod waits for because it cannot be pulled. {@code ErrImageNeverPull} is not that: such a
 * Pod asks no registry.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff">Kubernetes,
 *     ImagePullBackOff</a>
 */
final class Unpulled {

  private static final Set<String> REASONS = Set.of("ImagePullBackOff", "ErrImagePull");

  private Unpulled() {}

  /** The names of the containers that wait. */
  static Set<String> containers(JsonNode pod) {
    Set<String> waiting = new LinkedHashSet<>();
    for (String list : RunningDigests.STATUSES) {
      for (JsonNode status : pod.path("status").path(list)) {
        if (REASONS.contains(status.path("state").path("waiting").path("reason").asText())) {
          waiting.add(status.path("name").asText());
        }
      }
    }
    return waiting;
  }

  /** Their images, and those of the volumes that they mount: it may be either that is missing. */
  static List<ObjectImages.Found> of(JsonNode pod) {
    Set<String> waiting = containers(pod);
    List<ObjectImages.Found> found = new ArrayList<>();
    for (String list : RunningDigests.CONTAINERS) {
      for (JsonNode container : pod.path("spec").path(list)) {
        if (waiting.contains(container.path("name").asText())) {
          add(found, container, container.path("image"));
          container.path("volumeMounts").forEach(mount -> volume(pod, container, mount, found));
        }
      }
    }
    return List.copyOf(found);
  }

  private static void volume(
      JsonNode pod, JsonNode container, JsonNode mount, List<ObjectImages.Found> found) {
    for (JsonNode volume : pod.path("spec").path("volumes")) {
      if (volume.path("name").asText().equals(mount.path("name").asText())) {
        add(found, container, volume.path("image").path("reference"));
      }
    }
  }

  private static void add(List<ObjectImages.Found> found, JsonNode container, JsonNode image) {
    if (!image.asText().isEmpty()) {
      found.add(
          new ObjectImages.Found(
              container.path("name").asText(), image.asText(), "cannot be pulled"));
    }
  }
}
