package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Pod's containers truly run, whatever their tags name by now. Runtimes tell it in several
 * ways: with the repository, with a scheme before it, or by the digest of the image's config alone.
 */
final class RunningDigests {

  private static final List<String> STATUSES =
      List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses");

  private static final List<String> CONTAINERS =
      List.of("containers", "initContainers", "ephemeralContainers");

  private RunningDigests() {}

  /**
   * An image by its digest.
   *
   * @param image as in {@code registry/repository@sha256:…}
   */
  record Running(String container, String image) {}

  static List<Running> of(JsonNode pod) {
    Map<String, String> named = new HashMap<>();
    for (String list : CONTAINERS) {
      for (JsonNode container : pod.path("spec").path(list)) {
        named.put(container.path("name").asText(), container.path("image").asText());
      }
    }
    List<Running> running = new ArrayList<>();
    for (String list : STATUSES) {
      for (JsonNode status : pod.path("status").path(list)) {
        String container = status.path("name").asText();
        String image = image(status.path("imageID").asText(), named.get(container));
        if (image != null) {
          running.add(new Running(container, image));
        }
      }
    }
    return running;
  }

  /** The digest, in its repository; null where the runtime has not told it. */
  private static @Nullable String image(String imageId, @Nullable String named) {
    String bare = imageId.substring(imageId.indexOf("://") < 0 ? 0 : imageId.indexOf("://") + 3);
    if (bare.contains("@")) {
      return bare;
    }
    boolean digest = bare.startsWith("sha256:") || bare.startsWith("sha512:");
    return digest && named != null ? repository(named) + "@" + bare : null;
  }

  private static String repository(String image) {
    String untagged =
        image.substring(0, image.indexOf('@') < 0 ? image.length() : image.indexOf('@'));
    int colon = untagged.lastIndexOf(':');
    return colon > untagged.lastIndexOf('/') ? untagged.substring(0, colon) : untagged;
  }
}
