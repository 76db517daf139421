package dev.laytime.starter.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small image for two platforms that any runtime can read: an index, a manifest and a config for
 * each platform, a layer that they share and one of each.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md">OCI image-spec,
 *     image configuration</a>
 */
final class DemoImage {

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String CREATED = "2026-11-01T00:00:00Z";
  private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");

  private final String name;

  /**
   * @param name what the image is of, as in "shop"
   */
  DemoImage(String name) {
    this.name = name;
  }

  /** Writes it as an OCI image layout under a tag. */
  void writeTo(Path directory, String tag) throws IOException {
    Layout layout = new Layout(directory);
    List<Map<String, Object>> manifests = new ArrayList<>();
    for (String architecture : ARCHITECTURES) {
      Map<String, Object> manifest = manifest(layout, architecture);
      Map<String, Object> platform = new LinkedHashMap<>();
      platform.put("architecture", architecture);
      platform.put("os", "linux");
      manifest.put("platform", platform);
      manifests.add(manifest);
    }
    Map<String, Object> index = document(Layout.INDEX);
    index.put("manifests", manifests);
    layout.tag(layout.add(Layout.INDEX, index), tag);
  }

  private Map<String, Object> manifest(Layout layout, String architecture) throws IOException {
    List<byte[]> archives =
        List.of(
            Archive.tar(Map.of("etc/" + name, "one of two images of a demonstration\n")),
            Archive.tar(
                Map.of("bin/" + name, "#!/bin/sh\necho %s on %s\n".formatted(name, architecture))));
    List<Map<String, Object>> layers = new ArrayList<>();
    for (byte[] archive : archives) {
      layers.add(layout.add(LAYER, Archive.gzip(archive)));
    }
    Map<String, Object> manifest = document(MANIFEST);
    manifest.put("config", layout.add(CONFIG, config(architecture, archives)));
    manifest.put("layers", layers);
    return layout.add(MANIFEST, manifest);
  }

  private Map<String, Object> config(String architecture, List<byte[]> archives) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("created", CREATED);
    config.put("architecture", architecture);
    config.put("os", "linux");
    config.put("config", Map.of("Cmd", List.of("/bin/" + name)));
    Map<String, Object> files = new LinkedHashMap<>();
    files.put("type", "layers");
    files.put(
        "diff_ids", archives.stream().map(archive -> Layout.digest(archive).value()).toList());
    config.put("rootfs", files);
    return config;
  }

  private static Map<String, Object> document(String mediaType) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schemaVersion", 2);
    document.put("mediaType", mediaType);
    return document;
  }
}
