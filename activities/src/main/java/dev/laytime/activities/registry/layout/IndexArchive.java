package dev.laytime.activities.registry.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.tar.TarWriter;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Sha256;
import dev.laytime.image.Tag;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Images of one platform each, joined to an index: Jib writes an archive for one platform only.
 *
 * @param tag that the index has in the archive
 */
public record IndexArchive(Tag tag) {

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An image for one platform.
   *
   * @param archive of an OCI image layout that lists it alone
   */
  public record Part(Platform platform, Path archive) {}

  /**
   * Writes the archive.
   *
   * @return the index's digest
   * @throws IOException if an image is of another platform than it is said to be, or a file cannot
   *     be read or written
   */
  public Digest write(List<Part> images, Path archive) throws IOException {
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
    ArrayNode manifests = index.putArray("manifests");
    Map<String, ArchivedLayout> content = new TreeMap<>();
    for (Part image : images) {
      ArchivedLayout layout = ArchivedLayout.open(image.archive());
      manifests.add(list(image, layout, content));
    }
    byte[] bytes = JSON.writeValueAsBytes(index);
    Digest digest = Sha256.digest(bytes);
    Files.createDirectories(archive.toAbsolutePath().getParent());
    try (var out = new BufferedOutputStream(Files.newOutputStream(archive))) {
      TarWriter tar = new TarWriter(out, () -> {});
      write(new LayoutArchiveWriter(tar), bytes, digest, content);
      tar.finish();
    }
    return digest;
  }

  private void write(
      LayoutArchiveWriter writer, byte[] index, Digest digest, Map<String, ArchivedLayout> content)
      throws IOException {
    writer.list(index, INDEX, digest, tag);
    writer.begin();
    writer.add(digest, index.length, new ByteArrayInputStream(index));
    for (Map.Entry<String, ArchivedLayout> each : content.entrySet()) {
      Digest name = new Digest(each.getKey());
      try (InputStream blob = each.getValue().readBlob(name)) {
        writer.add(name, each.getValue().blobSize(name).orElseThrow(), blob);
      }
    }
  }

  /** Its descriptor; what it consists of joins the content, layers that are shared but once. */
  private static ObjectNode list(
      Part image, ArchivedLayout layout, Map<String, ArchivedLayout> content) throws IOException {
    Descriptor manifest = layout.entries().getFirst().descriptor();
    content.put(manifest.digest().value(), layout);
    JsonNode parts;
    try (InputStream bytes = layout.readBlob(manifest.digest())) {
      parts = JSON.readTree(bytes);
    }
    Digest configuration = new Digest(parts.path("config").path("digest").asText());
    requireOf(image.platform(), layout, configuration);
    content.put(configuration.value(), layout);
    parts.path("layers").forEach(layer -> content.put(layer.path("digest").asText(), layout));
    ObjectNode descriptor = JSON.createObjectNode();
    ObjectNode platform =
        descriptor
            .put("mediaType", manifest.mediaType())
            .put("digest", manifest.digest().value())
            .put("size", manifest.size())
            .putObject("platform")
            .put("os", image.platform().os())
            .put("architecture", image.platform().architecture());
    if (image.platform().variant() != null) {
      platform.put("variant", image.platform().variant());
    }
    return descriptor;
  }

  /** Jib only warns where a base is of another platform. */
  private static void requireOf(Platform platform, ArchivedLayout layout, Digest configuration)
      throws IOException {
    JsonNode made;
    try (InputStream bytes = layout.readBlob(configuration)) {
      made = JSON.readTree(bytes);
    }
    Platform found =
        new Platform(
            made.path("os").asText(),
            made.path("architecture").asText(),
            made.path("variant").asText());
    if (!found.satisfies(new Platform(platform.os(), platform.architecture(), null))) {
      throw new IOException("%s: the base is of %s".formatted(platform, found));
    }
  }
}
