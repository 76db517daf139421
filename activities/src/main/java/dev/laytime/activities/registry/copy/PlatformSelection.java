package dev.laytime.activities.registry.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Narrows an image down to some platforms: to one platform's own manifest, or to an index of only
 * those. The result has another digest than the image.
 */
final class PlatformSelection {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ImageStore source;
  private final Fetching fetching;
  private final List<Platform> wanted;

  PlatformSelection(ImageStore source, Fetching fetching, List<Platform> wanted) {
    this.source = source;
    this.fetching = fetching;
    this.wanted = wanted;
  }

  /**
   * The part of an image that was asked for.
   *
   * @throws RegistryException of type {@code NOT_FOUND} if the image lacks a platform
   */
  Manifest of(Manifest image) throws IOException {
    if (wanted.isEmpty()) {
      return image;
    }
    if (!MediaTypes.isIndex(image.mediaType())) {
      return checkedImage(image);
    }
    List<Descriptor> children = ManifestContent.of(image).children();
    for (Platform platform : wanted) {
      if (children.stream().noneMatch(child -> satisfies(child.platform(), List.of(platform)))) {
        throw absent(image, platform, platforms(children));
      }
    }
    List<Descriptor> chosen =
        children.stream().filter(child -> satisfies(child.platform(), wanted)).toList();
    return chosen.size() == 1 ? fetching.fetch(chosen.get(0).digest()) : narrowed(image, chosen);
  }

  private Manifest narrowed(Manifest index, List<Descriptor> chosen) throws IOException {
    Set<String> digests = new HashSet<>();
    chosen.forEach(child -> digests.add(child.digest().value()));
    ObjectNode tree = (ObjectNode) JSON.readTree(index.bytes());
    ArrayNode children = JSON.createArrayNode();
    for (JsonNode child : tree.path("manifests")) {
      if (digests.contains(child.path("digest").asText())) {
        children.add(child);
      }
    }
    tree.set("manifests", children);
    byte[] bytes = JSON.writeValueAsBytes(tree);
    Digest digest = Hashing.digestOf(bytes, index.digest().algorithm());
    return new Manifest(index.mediaType(), digest, bytes);
  }

  /** An image of one platform says in its config which one. */
  private Manifest checkedImage(Manifest image) throws IOException {
    Descriptor config = ManifestContent.of(image).config();
    Platform platform = ImagePlatforms.ofConfig(source, config);
    for (Platform each : wanted) {
      if (!satisfies(platform, List.of(each))) {
        throw absent(image, each, platform == null ? List.of() : List.of(platform));
      }
    }
    return image;
  }

  private static List<Platform> platforms(List<Descriptor> children) {
    List<Platform> platforms = new ArrayList<>();
    for (Descriptor child : children) {
      Platform platform = child.platform();
      if (platform != null) {
        platforms.add(platform);
      }
    }
    return platforms;
  }

  private static boolean satisfies(@Nullable Platform has, List<Platform> any) {
    return has != null && any.stream().anyMatch(has::satisfies);
  }

  private static RegistryException absent(Manifest image, Platform platform, List<Platform> there) {
    return new RegistryException(
        FailureType.NOT_FOUND,
        "select platform %s of %s".formatted(platform, image.digest()),
        "the image has " + (there.isEmpty() ? "no platform that it names" : there),
        "ask for one that it has, or for all");
  }
}
