package dev.laytime.activities.build.jib;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Digest;
import dev.laytime.image.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * An archive of an OCI image layout with one image, as Jib writes it.
 *
 * @param index what lists the image
 */
record MadeImage(Path archive, ObjectNode index, ObjectNode manifest, ObjectNode config) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INDEX = "index.json";

  static MadeImage of(Path archive) throws IOException {
    ObjectNode index = object(TarFiles.read(archive, INDEX));
    ObjectNode manifest = object(TarFiles.read(archive, blob(listed(index))));
    ObjectNode config = object(TarFiles.read(archive, blob(configured(manifest))));
    return new MadeImage(archive, index, manifest, config);
  }

  /** Writes it anew, with more fields in what its config says of containers. */
  void with(ObjectNode fields) throws IOException {
    String oldManifest = blob(listed(index));
    String oldConfig = blob(configured(manifest));
    config.withObject("/config").setAll(fields);
    String configText = JSON.writeValueAsString(config);
    name(configured(manifest), configText);
    String manifestText = JSON.writeValueAsString(manifest);
    name(listed(index), manifestText);
    TarFiles.replace(
        archive,
        Map.of(
            oldConfig, new TarFiles.File(blob(configured(manifest)), configText),
            oldManifest, new TarFiles.File(blob(listed(index)), manifestText),
            INDEX, new TarFiles.File(INDEX, JSON.writeValueAsString(index))));
  }

  private static ObjectNode listed(ObjectNode index) {
    return index.withObject("/manifests/0");
  }

  private static ObjectNode configured(ObjectNode manifest) {
    return manifest.withObject("/config");
  }

  private static void name(ObjectNode descriptor, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    descriptor.put("digest", Sha256.digest(content).value()).put("size", content.length);
  }

  private static String blob(ObjectNode descriptor) {
    Digest digest = new Digest(descriptor.path("digest").asText());
    return "blobs/" + digest.value().replace(':', '/');
  }

  private static ObjectNode object(byte[] json) throws IOException {
    if (JSON.readTree(json) instanceof ObjectNode object) {
      return object;
    }
    throw new IOException("the image that was made is none");
  }
}
