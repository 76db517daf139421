package dev.laytime.activities.registry.layout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.tar.TarWriter;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one image as {@code docker load} and {@code podman load} read it: {@code manifest.json},
 * then the config as {@code <hex>.json}, then each layer once, as it is, as {@code <hex>.tar} or
 * {@code <hex>.tar.gz}. All lies at the top: old loaders take every directory for an image.
 */
public final class DockerArchiveWriter {

  private final TarWriter tar;
  private final Set<String> written = new HashSet<>();

  public DockerArchiveWriter(TarWriter tar) {
    this.tar = tar;
  }

  /** Whether a layer is of a kind that every loader unpacks: plain or gzip. */
  public static boolean isLayer(String mediaType) {
    return MediaTypes.isPlainLayer(mediaType) || MediaTypes.isGzipLayer(mediaType);
  }

  /** Whether a config is an image's with so many layers. */
  public static boolean isConfig(byte[] config, int layers) throws IOException {
    try {
      ObjectNode json = Json.object(config, "a config");
      return json.path("rootfs").path("diff_ids").size() == layers;
    } catch (LayoutException e) {
      return false;
    }
  }

  /**
   * Writes what is listed, and the config; layers follow.
   *
   * @param name of the image; null for none
   */
  public void begin(
      @Nullable Reference name, Digest configDigest, byte[] config, List<Descriptor> layers)
      throws IOException {
    String configName = configDigest.hex() + ".json";
    ArrayNode images = Json.newObject().putArray("images");
    ObjectNode image = images.addObject().put("Config", configName);
    ArrayNode names = image.putArray("RepoTags");
    if (name != null) {
      names.add(name.text());
    }
    ArrayNode files = image.putArray("Layers");
    layers.forEach(layer -> files.add(name(layer)));
    tar.file(DockerArchive.LIST, Json.bytes(images));
    tar.file(configName, config);
  }

  /** Adds a layer's content, unless it was added already. */
  public void add(Descriptor layer, Content content) throws IOException {
    if (written.add(name(layer))) {
      try (InputStream bytes = content.open()) {
        tar.file(name(layer), layer.size(), bytes);
      }
    }
  }

  /** Opens a layer. */
  public interface Content {
    InputStream open() throws IOException;
  }

  private static String name(Descriptor layer) {
    String suffix = MediaTypes.isGzipLayer(layer.mediaType()) ? ".tar.gz" : ".tar";
    return layer.digest().hex() + suffix;
  }
}
