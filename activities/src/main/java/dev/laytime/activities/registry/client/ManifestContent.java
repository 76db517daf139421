package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest or index names.
 *
 * @param children manifests that an index lists
 * @param config of a manifest; null for an index
 * @param layers of a manifest
 * @param subject the manifest that this one refers to, or null
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md">OCI
 *     image-spec, manifest</a>
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md">OCI
 *     image-spec, index</a>
 */
public record ManifestContent(
    List<Descriptor> children,
    @Nullable Descriptor config,
    List<Descriptor> layers,
    @Nullable Digest subject) {

  private static final int DEEPEST_JSON = 100;
  private static final int MOST_URLS = 10;

  static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST_JSON).build())
                  .build())
          .build();

  /** All blobs that the manifest needs, its config first. */
  public List<Descriptor> blobs() {
    List<Descriptor> blobs = new ArrayList<>();
    if (config != null) {
      blobs.add(config);
    }
    blobs.addAll(layers);
    return blobs;
  }

  /**
   * Reads a manifest.
   *
   * @throws RegistryException of type {@code UNSUPPORTED} if it is neither manifest nor index, or
   *     not what the specification says
   */
  public static ManifestContent of(Manifest manifest) throws RegistryException {
    String type = manifest.mediaType();
    if (MediaTypes.isSchema1(type)) {
      throw unsupported(manifest, "it is of Docker's schema 1, whose digests name nothing");
    }
    if (!MediaTypes.isIndex(type) && !MediaTypes.isManifest(type)) {
      throw unsupported(manifest, "its media type is '" + RegistryErrors.clean(type) + "'");
    }
    try {
      return read(MediaTypes.isIndex(type), JSON.readTree(manifest.bytes()));
    } catch (JsonProcessingException e) {
      throw unsupported(manifest, "it is no JSON");
    } catch (IOException | IllegalArgumentException e) {
      throw unsupported(manifest, "it is malformed: " + RegistryErrors.clean(e.getMessage()));
    }
  }

  /**
   * Where a manifest says that one of its layers can be had besides, in its order; at most ten
   * places.
   */
  public static List<String> urls(Manifest manifest, Descriptor layer) throws RegistryException {
    List<String> urls = new ArrayList<>();
    try {
      for (JsonNode node : tree(manifest).path("layers")) {
        if (node.path("digest").asText().equals(layer.digest().value())) {
          node.path("urls").forEach(url -> urls.add(url.asText()));
        }
      }
    } catch (IOException e) {
      throw unsupported(manifest, "it is no JSON");
    }
    return List.copyOf(urls.subList(0, Math.min(MOST_URLS, urls.size())));
  }

  /**
   * What a document is: as it was served if that says it, else as it says itself.
   *
   * @param served the Content-Type under which it came; some registries say only that it is JSON
   */
  static String mediaType(String served, byte[] bytes) {
    if (MediaTypes.isKnown(served)) {
      return served;
    }
    try {
      String own = JSON.readTree(bytes).path("mediaType").asText();
      return MediaTypes.isKnown(own) ? own : served;
    } catch (IOException e) {
      return served;
    }
  }

  /** The document as a tree, for what is written beside it. */
  static JsonNode tree(Manifest manifest) throws IOException {
    return JSON.readTree(manifest.bytes());
  }

  private static ManifestContent read(boolean index, JsonNode json) throws IOException {
    JsonNode subject = json.path("subject");
    Digest subjectDigest = subject.isObject() ? descriptor(subject).digest() : null;
    if (index) {
      return new ManifestContent(descriptors(json, "manifests"), null, List.of(), subjectDigest);
    }
    JsonNode config = json.path("config");
    if (!config.isObject()) {
      throw new IllegalArgumentException("it has no config");
    }
    return new ManifestContent(
        List.of(), descriptor(config), descriptors(json, "layers"), subjectDigest);
  }

  private static List<Descriptor> descriptors(JsonNode json, String field) {
    List<Descriptor> descriptors = new ArrayList<>();
    for (JsonNode node : json.path(field)) {
      descriptors.add(descriptor(node));
    }
    return descriptors;
  }

  static Descriptor descriptor(JsonNode node) {
    if (!node.path("size").isIntegralNumber()) {
      throw new IllegalArgumentException("a descriptor has no size");
    }
    return new Descriptor(
        node.path("mediaType").asText(),
        new Digest(node.path("digest").asText()),
        node.path("size").asLong(),
        platform(node.path("platform")));
  }

  private static @Nullable Platform platform(JsonNode node) {
    String os = node.path("os").asText();
    String architecture = node.path("architecture").asText();
    if (os.isEmpty() || architecture.isEmpty()) {
      return null;
    }
    try {
      return new Platform(os, architecture, node.path("variant").asText(null));
    } catch (InvalidReferenceException e) {
      return null; // an odd platform can be copied, it only cannot be asked for
    }
  }

  private static RegistryException unsupported(Manifest manifest, String said) {
    return new RegistryException(
        FailureType.UNSUPPORTED,
        "read manifest " + manifest.digest(),
        said,
        "only OCI and Docker schema 2 manifests and indexes can be copied; push it again with a"
            + " current tool");
  }
}
