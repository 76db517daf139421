package dev.laytime.starter.demo;

import dev.laytime.image.Digest;
import dev.laytime.image.Sha256;
import dev.laytime.starter.output.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An OCI image layout being written.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">OCI
 *     image-spec, image layout</a>
 */
final class Layout {

  static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private final Path directory;

  Layout(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory.resolve("blobs/sha256"));
    Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  /** Writes a blob, and answers with its descriptor. */
  Map<String, Object> add(String mediaType, byte[] bytes) throws IOException {
    Digest digest = digest(bytes);
    Files.write(directory.resolve("blobs/sha256").resolve(digest.hex()), bytes);
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", mediaType);
    descriptor.put("digest", digest.value());
    descriptor.put("size", bytes.length);
    return descriptor;
  }

  /** Writes a document, and answers with its descriptor. */
  Map<String, Object> add(String mediaType, Map<String, Object> document) throws IOException {
    return add(mediaType, Json.line(document).getBytes(StandardCharsets.UTF_8));
  }

  /** Gives a manifest a name. */
  void tag(Map<String, Object> descriptor, String tag) throws IOException {
    Map<String, Object> named = new LinkedHashMap<>(descriptor);
    named.put("annotations", Map.of("org.opencontainers.image.ref.name", tag));
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("mediaType", INDEX);
    index.put("manifests", List.of(named));
    Files.writeString(directory.resolve("index.json"), Json.line(index));
  }

  static Digest digest(byte[] bytes) {
    return Sha256.digest(bytes);
  }
}
