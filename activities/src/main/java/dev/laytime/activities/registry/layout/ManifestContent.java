package dev.laytime.activities.registry.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest or index says that others need to know.
 *
 * @param mediaType its own word for what it is, if any
 * @param artifactType what it is for: its {@code artifactType}, else the media type of its config
 * @param subject what it refers to, if anything
 * @param manifests the children of an index; empty for an image
 * @param config the configuration of an image
 * @param layers the layers of an image
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md">OCI
 *     image-spec, image manifest</a>
 */
public record ManifestContent(
    @Nullable String mediaType,
    @Nullable String artifactType,
    @Nullable Digest subject,
    List<Descriptor> manifests,
    @Nullable Descriptor config,
    List<Descriptor> layers,
    Map<String, String> annotations) {

  /**
   * Reads a manifest or index.
   *
   * @throws LayoutException if the bytes are neither
   */
  public static ManifestContent parse(byte[] bytes) throws IOException {
    ObjectNode root = Json.object(bytes, "a manifest");
    Descriptor config = optional(root, "config");
    Descriptor subject = optional(root, "subject");
    return new ManifestContent(
        Json.text(root, "mediaType"),
        artifactType(root, config),
        subject == null ? null : subject.digest(),
        list(root, "manifests"),
        config,
        list(root, "layers"),
        Json.annotations(root));
  }

  private static @Nullable String artifactType(ObjectNode root, @Nullable Descriptor config) {
    String said = Json.text(root, "artifactType");
    return said != null || config == null ? said : config.mediaType();
  }

  private static @Nullable Descriptor optional(ObjectNode root, String field) throws IOException {
    JsonNode node = root.path(field);
    return node.isMissingNode() || node.isNull() ? null : Json.descriptor(node, field);
  }

  private static List<Descriptor> list(ObjectNode root, String field) throws IOException {
    List<Descriptor> descriptors = new ArrayList<>();
    for (JsonNode node : root.path(field)) {
      descriptors.add(Json.descriptor(node, field));
    }
    return List.copyOf(descriptors);
  }
}
