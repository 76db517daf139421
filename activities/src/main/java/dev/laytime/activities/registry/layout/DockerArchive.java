package dev.laytime.activities.registry.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.tar.TarEntry;
import dev.laytime.activities.registry.tar.TarException;
import dev.laytime.activities.registry.tar.TarFile;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One image of an archive that {@code docker save} wrote. It has no manifest there: ours is of
 * Docker's schema 2 and names the config and the layers as they lie in the archive, so its digest
 * is not that of the image in any registry.
 */
public final class DockerArchive extends ImageLayout {

  static final String LIST = "manifest.json";
  private static final int LARGEST_DOCUMENT = 4 * 1024 * 1024;
  private static final String EXPECTED = "an archive as `docker save` writes it";

  private static final String CONFIG = "application/vnd.docker.container.image.v1+json";

  private final IndexDocument index;

  private DockerArchive(DockerBlobs blobs, IndexDocument index) {
    super(blobs);
    this.index = index;
  }

  /**
   * Opens an archive.
   *
   * @param name of the image; null for the only one
   * @param tag what the image shall be called here
   * @throws TarException if it is no archive that can be read
   * @throws LayoutException if it has no such image, or several where none was named
   */
  public static DockerArchive open(Path archive, @Nullable Reference name, Tag tag)
      throws IOException {
    String attempted = "Opening the archive " + archive;
    TarFile tar = TarFile.open(archive);
    try {
      JsonNode images = Json.array(tar.read(LIST, LARGEST_DOCUMENT), LIST);
      return of(tar, chosen(images, name, attempted), tag, attempted);
    } catch (NoSuchFileException e) {
      throw new LayoutException(attempted, "it has no file " + e.getMessage(), EXPECTED);
    }
  }

  @Override
  IndexDocument index() {
    return index;
  }

  private static JsonNode chosen(JsonNode images, @Nullable Reference name, String attempted)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode image : images) {
      for (JsonNode repoTag : image.path("RepoTags")) {
        names.add(repoTag.asText());
        if (name != null && isName(repoTag.asText(), name)) {
          return image;
        }
      }
    }
    if (name == null && images.size() == 1) {
      return images.get(0);
    }
    List<String> some = names.subList(0, Math.min(10, names.size()));
    throw new LayoutException(
        attempted,
        "it has %d images, among them %s".formatted(images.size(), some),
        name == null ? "the name of one of them" : "one of the name " + name);
  }

  private static boolean isName(String repoTag, Reference name) {
    try {
      return Reference.parse(repoTag).equals(name);
    } catch (InvalidReferenceException e) {
      return false;
    }
  }

  private static DockerArchive of(TarFile tar, JsonNode image, Tag tag, String attempted)
      throws IOException {
    Map<Digest, TarEntry> blobs = new HashMap<>();
    String configName = image.path("Config").asText();
    byte[] config = tar.read(configName, LARGEST_DOCUMENT);
    Digest configDigest = DigestAlgorithm.SHA256.digest(config);
    blobs.put(configDigest, entry(tar, configName));

    ObjectNode manifest = Json.newObject();
    manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.DOCKER_MANIFEST);
    put(manifest.putObject("config"), new Descriptor(CONFIG, configDigest, config.length, null));
    ArrayNode layers = manifest.putArray("layers");
    JsonNode diffIds = Json.object(config, configName).path("rootfs").path("diff_ids");
    JsonNode names = image.path("Layers");
    if (names.size() != diffIds.size()) {
      throw new LayoutException(
          attempted,
          "an image has %d layers, and its config %d".formatted(names.size(), diffIds.size()),
          EXPECTED);
    }
    for (int i = 0; i < names.size(); i++) {
      TarEntry entry = entry(tar, names.get(i).asText());
      Descriptor layer = layer(tar, entry, diffIds.get(i).asText());
      blobs.put(layer.digest(), entry);
      put(layers.addObject(), layer);
    }
    byte[] bytes = Json.bytes(manifest);
    Digest digest = DigestAlgorithm.SHA256.digest(bytes);
    Descriptor descriptor = new Descriptor(MediaTypes.DOCKER_MANIFEST, digest, bytes.length, null);
    return new DockerArchive(
        new DockerBlobs(tar, blobs, digest, bytes),
        IndexDocument.empty().with(descriptor, null, tag));
  }

  /** A plain layer's digest is its diff id, which is checked when it is read. */
  private static Descriptor layer(TarFile tar, TarEntry entry, String diffId) throws IOException {
    if (isGzip(tar, entry)) {
      return new Descriptor(MediaTypes.DOCKER_GZIP_LAYER, digest(tar, entry), entry.size(), null);
    }
    try {
      return new Descriptor(MediaTypes.DOCKER_LAYER, new Digest(diffId), entry.size(), null);
    } catch (InvalidReferenceException e) {
      throw new LayoutException("Reading a config", "diff id " + e.seen(), e.expected());
    }
  }

  private static boolean isGzip(TarFile tar, TarEntry entry) throws IOException {
    try (InputStream content = tar.open(entry)) {
      return content.read() == 0x1f && content.read() == 0x8b;
    }
  }

  private static Digest digest(TarFile tar, TarEntry entry) throws IOException {
    MessageDigest computation = DigestAlgorithm.SHA256.start();
    try (InputStream content = tar.open(entry);
        OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), computation)) {
      content.transferTo(sink);
    }
    return DigestAlgorithm.SHA256.finish(computation);
  }

  private static TarEntry entry(TarFile tar, String name) throws IOException {
    Optional<TarEntry> entry = tar.find(name);
    return entry.orElseThrow(() -> new NoSuchFileException(name));
  }

  private static void put(ObjectNode node, Descriptor descriptor) {
    node.put("mediaType", descriptor.mediaType());
    node.put("size", descriptor.size());
    node.put("digest", descriptor.digest().value());
  }
}
