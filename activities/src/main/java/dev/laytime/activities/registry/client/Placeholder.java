package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A manifest that is no image: it takes a tag away from one, or carries a tag of our own. No two
 * are alike, so that deleting one by digest takes nothing else along.
 */
public final class Placeholder {

  private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
  private static final String ANNOTATION = "dev.laytime.placeholder";
  private static final byte[] CONFIG =
      ("{\"architecture\":\"unknown\",\"os\":\"unknown\",\"config\":{},"
              + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}")
          .getBytes(StandardCharsets.UTF_8);

  /** Every one that takes a tag is as long as this. */
  private static final int LENGTH = of(new UUID(0, 0).toString()).bytes().length;

  private Placeholder() {}

  /** A new one. */
  public static Manifest unique() {
    return of(UUID.randomUUID().toString());
  }

  /** The one of a name; the same again for the same name. */
  public static Manifest of(String name) {
    ObjectNode json = ManifestContent.JSON.createObjectNode();
    json.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    Descriptor config = config();
    json.putObject("config")
        .put("mediaType", config.mediaType())
        .put("digest", config.digest().value())
        .put("size", config.size());
    json.putArray("layers");
    json.putObject("annotations").put(ANNOTATION, name);
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return new Manifest(MediaTypes.OCI_MANIFEST, Hashing.digestOf(bytes, "sha256"), bytes);
  }

  /**
   * Whether a tag names a placeholder, which a removal left there when it was cut short: then it
   * names no image. Costs a GET for what is as long as one, else nothing.
   */
  public static boolean isAt(RemoteRepository repository, Descriptor found) throws IOException {
    if (!mayBe(found)) {
      return false;
    }
    Digest digest = found.digest();
    return repository.get(digest).filter(Placeholder::is).isPresent();
  }

  /** What every placeholder names, and must be in a repository before it. */
  static Descriptor config() {
    return new Descriptor(CONFIG_TYPE, Hashing.digestOf(CONFIG, "sha256"), CONFIG.length, null);
  }

  static byte[] configBytes() {
    return CONFIG.clone();
  }

  private static boolean mayBe(Descriptor found) {
    return found.mediaType().equals(MediaTypes.OCI_MANIFEST) && found.size() == LENGTH;
  }

  /** Whether a manifest is one. */
  public static boolean is(Manifest manifest) {
    try {
      JsonNode json = ManifestContent.tree(manifest);
      return json.path("annotations").has(ANNOTATION)
          && json.path("layers").isEmpty()
          && json.path("config").path("digest").asText().equals(config().digest().value());
    } catch (IOException e) {
      return false;
    }
  }
}
