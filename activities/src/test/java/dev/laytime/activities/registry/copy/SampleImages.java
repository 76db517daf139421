package dev.laytime.activities.registry.copy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.layout.BlobWriter;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes images in a layout: real ones, of random bytes, the same for the same seed. */
public final class SampleImages {

  public static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  public static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String SIGNATURE = "application/vnd.example.signature.v1+json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OciLayout layout;
  private final Random random;
  private final String algorithm;

  public SampleImages(OciLayout layout, long seed) {
    this(layout, seed, "sha256");
  }

  public SampleImages(OciLayout layout, long seed, String algorithm) {
    this.layout = layout;
    this.random = new Random(seed);
    this.algorithm = algorithm;
  }

  /** A blob of random bytes. */
  public Descriptor blob(String mediaType, int size) throws IOException {
    byte[] content = new byte[size];
    random.nextBytes(content);
    return blob(mediaType, content);
  }

  public Descriptor blob(String mediaType, byte[] content) throws IOException {
    Digest digest = Hashing.digestOf(content, algorithm);
    try (BlobWriter writer = layout.writeBlob()) {
      writer.write(content);
      writer.commit(digest);
    }
    return new Descriptor(mediaType, digest, content.length, null);
  }

  /** An image of one platform with layers of such sizes. */
  public Manifest image(Platform platform, int... layerSizes) throws IOException {
    ObjectNode config = JSON.createObjectNode();
    config.put("os", platform.os()).put("architecture", platform.architecture());
    config.put("created", random.nextLong());
    if (platform.variant() != null) {
      config.put("variant", platform.variant());
    }
    List<Descriptor> layers = new ArrayList<>();
    for (int size : layerSizes) {
      layers.add(blob(LAYER, size));
    }
    Descriptor configBlob = blob(CONFIG, JSON.writeValueAsBytes(config));
    return manifest(MediaTypes.OCI_MANIFEST, configBlob, layers, null);
  }

  /** A manifest of content that is there already. */
  public Manifest manifest(
      String mediaType, Descriptor config, List<Descriptor> layers, @Nullable Manifest subject)
      throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("schemaVersion", 2).put("mediaType", mediaType);
    json.set("config", node(config));
    ArrayNode array = json.putArray("layers");
    layers.forEach(layer -> array.add(node(layer)));
    if (subject != null) {
      json.set("subject", node(subject.descriptor()));
    }
    return store(mediaType, json);
  }

  /** An index of manifests that are there already, each with its platform. */
  public Manifest index(List<Manifest> children, List<Platform> platforms) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
    ArrayNode array = json.putArray("manifests");
    for (int i = 0; i < children.size(); i++) {
      ObjectNode child = node(children.get(i).descriptor());
      if (i < platforms.size()) {
        child
            .putObject("platform")
            .put("os", platforms.get(i).os())
            .put("architecture", platforms.get(i).architecture());
      }
      array.add(child);
    }
    return store(MediaTypes.OCI_INDEX, json);
  }

  /** An index of whatever is there. */
  public Manifest indexOf(List<Descriptor> children) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
    ArrayNode array = json.putArray("manifests");
    children.forEach(child -> array.add(node(child)));
    return store(MediaTypes.OCI_INDEX, json);
  }

  /** A signature or the like: an artifact that refers to a manifest. */
  public Manifest referrer(Manifest subject) throws IOException {
    Descriptor empty =
        blob("application/vnd.oci.empty.v1+json", "{}".getBytes(StandardCharsets.UTF_8));
    return manifest(MediaTypes.OCI_MANIFEST, empty, List.of(blob(SIGNATURE, 100)), subject);
  }

  /** A two-platform index, its children and itself signed, and a signature signed again. */
  public Manifest signedIndex(Tag tag) throws IOException {
    Platform amd64 = Platform.parse("linux/amd64");
    Platform arm64 = Platform.parse("linux/arm64");
    Manifest first = image(amd64, 3000, 0, 70_000);
    Manifest second = image(arm64, 4000);
    Manifest index = index(List.of(first, second), List.of(amd64, arm64));
    tag(index, tag);
    referrer(first);
    referrer(referrer(index));
    return index;
  }

  /** Gives a manifest a name. */
  public void tag(Manifest manifest, Tag tag) throws IOException {
    layout.putManifest(manifest.bytes(), manifest.mediaType(), manifest.digest(), tag);
  }

  private Manifest store(String mediaType, ObjectNode json) throws IOException {
    byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    Digest digest = Hashing.digestOf(bytes, algorithm);
    layout.putManifest(bytes, mediaType, digest, null);
    return new Manifest(mediaType, digest, bytes);
  }

  private static ObjectNode node(Descriptor descriptor) {
    return JSON.createObjectNode()
        .put("mediaType", descriptor.mediaType())
        .put("digest", descriptor.digest().value())
        .put("size", descriptor.size());
  }
}
