package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a Pod's containers truly run, whatever their tags name by now. Runtimes tell it in several
 * ways: with the repository, with a scheme before it, or by the digest of the image's config alone,
 * which CRI-O writes without its algorithm.
 */
final class RunningDigests {

  /** What tells how containers are. */
  static final List<String> STATUSES =
      List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses");

  /** What has containers. */
  static final List<String> CONTAINERS =
      List.of("containers", "initContainers", "ephemeralContainers");

  private static final Pattern DIGEST = Pattern.compile("sha(256|384|512):");

  /** CRI-O's: the digest of the image's config. */
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private RunningDigests() {}

  /**
   * What a container runs.
   *
   * @param images as in {@code registry/repository@sha256:…}; none where its runtime tells it in a
   *     way that is not known here
   */
  record Running(String container, String imageId, Set<String> images) {}

  /** Of each container that began. */
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
        String imageId = status.path("imageID").asText();
        if (!imageId.isEmpty()) {
          Set<String> images = images(imageId, named.getOrDefault(container, ""));
          running.add(new Running(container, imageId, images));
        }
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
    String told = bare.substring(bare.indexOf('@') + 1);
    String digest = HEX.matcher(told).matches() ? "sha256:" + told : told;
    Set<String> images = new LinkedHashSet<>();
    if (DIGEST.matcher(digest).lookingAt()) {
      if (!named.isEmpty()) {
        images.add(repository(named) + "@" + digest);
      }
      if (bare.contains("@")) {
        images.add(bare.substring(0, bare.indexOf('@') + 1) + digest);
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
