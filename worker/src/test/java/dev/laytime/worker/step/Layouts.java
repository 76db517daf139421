package dev.laytime.worker.step;

import dev.laytime.image.Digest;
import dev.laytime.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images on a disk, to be copied. */
final class Layouts {

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private Layouts() {}

  /** Writes an image of one layer under tag 1. */
  static Digest write(Path layout) throws IOException {
    Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    String config = "{\"architecture\":\"amd64\",\"os\":\"linux\"}";
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(
                MANIFEST,
                blob(layout, "application/vnd.oci.image.config.v1+json", config),
                blob(layout, "application/vnd.oci.image.layer.v1.tar", "a layer"));
    String written = blob(layout, MANIFEST, manifest);
    Files.writeString(
        layout.resolve("index.json"),
        "{\"schemaVersion\":2,\"manifests\":[%s,\"annotations\":{\"%s\":\"1\"}}]}"
            .formatted(
                written.substring(0, written.length() - 1), "org.opencontainers.image.ref.name"));
    return new Digest("sha256:" + Sha256.hex(manifest));
  }

  private static String blob(Path layout, String mediaType, String content) throws IOException {
    Files.writeString(layout.resolve("blobs/sha256").resolve(Sha256.hex(content)), content);
    return "{\"mediaType\":\"%s\",\"digest\":\"sha256:%s\",\"size\":%d}"
        .formatted(mediaType, Sha256.hex(content), content.length());
  }
}
