package dev.laytime.starter.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An image of several platforms: what has to come, to stay and to go as a whole.
 *
 * @param manifests one for each platform
 * @param platforms of those, as in {@code linux/arm64}
 * @param blobs configs and layers of all
 */
record Content(Digest digest, List<Digest> manifests, List<String> platforms, Set<Digest> blobs) {

  /**
   * Reads what an index names.
   *
   * @throws CommandFailure if it is no index of two platforms or more, or cannot be read
   */
  static Content read(Registry.Manifest index, Registry.Source manifests) {
    List<Digest> children = new ArrayList<>();
    List<String> platforms = new ArrayList<>();
    Set<Digest> blobs = new LinkedHashSet<>();
    for (JsonNode child : json(index.text()).path("manifests")) {
      Digest digest = digest(child);
      children.add(digest);
      platforms.add(
          child.at("/platform/os").asText() + "/" + child.at("/platform/architecture").asText());
      JsonNode manifest = json(manifests.get(digest).text());
      blobs.add(digest(manifest.path("config")));
      manifest.path("layers").forEach(layer -> blobs.add(digest(layer)));
    }
    if (children.size() < 2) {
      throw strange("it is no index of two platforms or more");
    }
    return new Content(index.digest(), children, platforms, blobs);
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text, JsonNode.class);
    } catch (JsonProcessingException e) {
      throw strange(e.getOriginalMessage());
    }
  }

  private static Digest digest(JsonNode descriptor) {
    try {
      return new Digest(descriptor.path("digest").asText());
    } catch (InvalidReferenceException e) {
      throw strange(String.valueOf(e.getMessage()));
    }
  }

  private static CommandFailure strange(String cause) {
    return CommandFailure.error(
        "read the upstream image", cause, "give the script an image of two platforms: --upstream");
  }
}
