package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a Pod's containers truly run, whatever their tags name by now. Runtimes tell it in several
 * ways: with the repository, with a scheme before it, or by the digest of the image's config alone.
 */
final class RunningDigests {

  /** What tells how containers are. */
  static final List<String> STATUSES =
      List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses");

  /** What has containers. */
  static final List<String> CONTAINERS =
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
        images(status.path("imageID").asText(), named.getOrDefault(container, ""))
            .forEach(image -> running.add(new Running(container, image)));
      }
    }
    return running;
  }

  /**
   * The digest, in the repository that the Pod names and in the one that the runtime tells: that
   * may be another one which has the same image.
   */
  private static Set<String> images(String imageId, String named) {
    String bare = imageId.substring(imageId.indexOf("://") < 0 ? 0 : imageId.indexOf("://") + 3);
    String digest = bare.substring(bare.indexOf('@') + 1);
    Set<String> images = new LinkedHashSet<>();
    if (digest.startsWith("sha256:") || digest.startsWith("sha512:")) {
      if (!named.isEmpty()) {
        images.add(repository(named) + "@" + digest);
      }
      if (bare.contains("@")) {
        images.add(bare);
      }
    }
    return images;
  }

  private static String repository(String image) {
    String untagged =
        image.substring(0, image.indexOf('@') < 0 ? image.length() : image.indexOf('@'));
    int colon = untagged.lastIndexOf(':');
    return colon > untagged.lastIndexOf('/') ? untagged.substring(0, colon) : untagged;
  }
}
