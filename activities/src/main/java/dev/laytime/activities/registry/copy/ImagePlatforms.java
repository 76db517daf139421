package dev.laytime.activities.registry.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What images say that they run on. */
public final class ImagePlatforms {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_CONFIG = 4 * 1024 * 1024;

  /** What builders call the platform of what is no image, as of attestations. */
  private static final String UNKNOWN = "unknown";

  private ImagePlatforms() {}

  /** The platforms of an image or an index; none where it names none. */
  public static List<Platform> of(ImageStore store, Manifest image) throws IOException {
    List<Platform> platforms = new ArrayList<>();
    ManifestContent content = ManifestContent.of(image);
    if (MediaTypes.isIndex(image.mediaType())) {
      for (Descriptor child : content.children()) {
        add(platforms, child.platform());
      }
    } else {
      add(platforms, ofConfig(store, content.config()));
    }
    return platforms;
  }

  /** What a config says; null where it is none, or too large to be one. */
  static @Nullable Platform ofConfig(ImageStore store, @Nullable Descriptor config)
      throws IOException {
    if (config == null || config.size() > LARGEST_CONFIG) {
      return null;
    }
    try (InputStream content = store.open(config)) {
      JsonNode json = JSON.readTree(content.readAllBytes());
      String variant = json.path("variant").asText();
      return new Platform(json.path("os").asText(), json.path("architecture").asText(), variant);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return null;
    }
  }

  private static void add(List<Platform> platforms, @Nullable Platform platform) {
    if (platform != null && !platform.os().equals(UNKNOWN)) {
      platforms.add(platform);
    }
  }
}
