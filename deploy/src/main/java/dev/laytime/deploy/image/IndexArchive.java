package dev.laytime.deploy.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.laytime.activities.registry.layout.ArchivedLayout;
import dev.laytime.activities.registry.layout.LayoutArchiveWriter;
import dev.laytime.activities.registry.tar.TarWriter;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Images of one platform each, joined to an index: Jib writes an archive for one platform only.
 *
 * @param tag that the index has in the archive
 */
record IndexArchive(String tag) {

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Writes the archive.
   *
   * @return the index's digest
   * @throws IOException if an image is of another platform than it is said to be, or a file cannot
   *     be read or written
   */
  String write(List<PlatformImage> images, Path archive) throws IOException {
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
    ArrayNode manifests = index.putArray("manifests");
    Map<String, ArchivedLayout> content = new TreeMap<>();
    for (PlatformImage image : images) {
      ArchivedLayout layout = ArchivedLayout.open(image.tar());
      manifests.add(list(image, layout, content));
    }
    byte[] bytes = JSON.writeValueAsBytes(index);
    Digest digest = digest(bytes);
    Files.createDirectories(archive.toAbsolutePath().getParent());
    try (var out = new BufferedOutputStream(Files.newOutputStream(archive))) {
      TarWriter tar = new TarWriter(out, () -> {});
      write(new LayoutArchiveWriter(tar), bytes, digest, content);
      tar.finish();
    }
    return digest.value();
  }

  private void write(
      LayoutArchiveWriter writer, byte[] index, Digest digest, Map<String, ArchivedLayout> content)
      throws IOException {
    writer.list(index, INDEX, digest, new Tag(tag));
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
      PlatformImage image, ArchivedLayout layout, Map<String, ArchivedLayout> content)
      throws IOException {
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
    descriptor
        .put("mediaType", manifest.mediaType())
        .put("digest", manifest.digest().value())
        .put("size", manifest.size())
        .putObject("platform")
        .put("os", image.platform().getOs())
        .put("architecture", image.platform().getArchitecture());
    return descriptor;
  }

  /** Jib only warns where a base is of another platform. */
  private static void requireOf(Platform platform, ArchivedLayout layout, Digest configuration)
      throws IOException {
    JsonNode made;
    try (InputStream bytes = layout.readBlob(configuration)) {
      made = JSON.readTree(bytes);
    }
    String os = made.path("os").asText();
    String architecture = made.path("architecture").asText();
    if (!platform.equals(new Platform(architecture, os))) {
      throw new IOException(
          "build our image for %s/%s: the base is of %s/%s; name one of both platforms with %s"
              .formatted(
                  platform.getOs(),
                  platform.getArchitecture(),
                  os,
                  architecture,
                  "-Dimage.base=REFERENCE"));
    }
  }

  private static Digest digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Digest("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
