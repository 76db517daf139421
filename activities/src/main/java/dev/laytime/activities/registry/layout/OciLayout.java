package dev.laytime.activities.registry.layout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A directory of images. Any number of threads and processes may use it at once: content and index
 * are seen whole or not at all, and writers of the index wait for each other.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">OCI
 *     image-spec, image layout</a>
 */
public final class OciLayout {

  private static final String MARKER = "oci-layout";
  private static final String VERSION = "1.0.0";
  private static final String MARKER_CONTENT = "{\"imageLayoutVersion\":\"" + VERSION + "\"}";

  private final Path directory;
  private final LayoutLock lock;
  private final IndexFile index;
  private final BlobStore blobs;
  private final ManifestGraph graph;

  private OciLayout(Path directory) throws IOException {
    this.directory = directory;
    this.lock = LayoutLock.of(directory);
    this.index = new IndexFile(directory);
    this.blobs = new BlobStore(directory);
    this.graph = new ManifestGraph(blobs);
  }

  /**
   * Opens an existing layout.
   *
   * @throws LayoutException if the directory has no {@code oci-layout} file of version 1.0.0
   */
  public static OciLayout open(Path directory) throws IOException {
    check(directory.resolve(MARKER));
    return new OciLayout(directory);
  }

  /**
   * Opens a layout, or makes an empty one.
   *
   * @throws LayoutException if there is an {@code oci-layout} file of another version
   */
  public static OciLayout openOrCreate(Path directory) throws IOException {
    if (!isLayout(directory)) {
      Files.createDirectories(directory);
      OciLayout created = new OciLayout(directory);
      created.lock.holding(created::create);
    }
    return open(directory);
  }

  /** Whether a directory says that it is a layout. */
  public static boolean isLayout(Path directory) {
    return Files.exists(directory.resolve(MARKER));
  }

  /** Where it lies, as it was opened. */
  public Path directory() {
    return directory;
  }

  /** Whether it holds a blob or a manifest. */
  public boolean hasBlob(Digest digest) {
    return blobs.has(digest);
  }

  /** The size of a blob or manifest in bytes, or empty where there is none. */
  public OptionalLong blobSize(Digest digest) {
    return blobs.size(digest);
  }

  /**
   * Opens a blob or manifest, to be closed by the caller. What it reads is not verified.
   *
   * @throws NoSuchFileException if there is none
   */
  public InputStream readBlob(Digest digest) throws IOException {
    return blobs.open(digest);
  }

  /** Starts a blob, to be committed and closed by the caller. */
  public BlobWriter writeBlob() throws IOException {
    return blobs.writer();
  }

  /**
   * Takes a blob over from another layout, without copying it where the file system allows.
   *
   * @throws NoSuchFileException if that has none
   */
  public void linkBlob(OciLayout from, Digest digest) throws IOException {
    blobs.link(from.blobs, digest);
  }

  /** What {@code index.json} lists, in its order. */
  public List<LayoutEntry> entries() throws IOException {
    return index.read().entries();
  }

  /** Every tag, in ASCII order. */
  public List<Tag> tags() throws IOException {
    return entries().stream()
        .map(LayoutEntry::tag)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /** The manifest under a tag. */
  public Optional<LayoutEntry> find(Tag tag) throws IOException {
    return entries().stream()
        .filter(entry -> tag.equals(entry.tag()))
        .filter(entry -> blobs.has(entry.descriptor().digest()))
        .findFirst();
  }

  /** The manifest of a digest, listed itself or through an index. */
  public Optional<LayoutEntry> find(Digest digest) throws IOException {
    if (!blobs.has(digest)) {
      return Optional.empty();
    }
    for (LayoutEntry entry : entries()) {
      if (entry.descriptor().digest().equals(digest)) {
        return Optional.of(entry);
      }
    }
    return manifests().stream()
        .filter(manifest -> manifest.digest().equals(digest))
        .map(manifest -> new LayoutEntry(manifest, null, null, Map.of()))
        .findFirst();
  }

  /** Every manifest and index that it holds, once each, whether listed itself or by an index. */
  public List<Descriptor> manifests() throws IOException {
    return graph.reachable(entries());
  }

  /** What a manifest says, or empty where there is none of a known media type. */
  public Optional<ManifestContent> content(Descriptor manifest) throws IOException {
    return graph.content(manifest);
  }

  /**
   * Keeps a manifest, and moves a tag to it. Doing so again changes nothing.
   *
   * @param tag a name for it, beside those it has; null for none
   * @throws DigestMismatchException if the bytes are not those of the digest
   */
  public void putManifest(byte[] bytes, String mediaType, Digest digest, @Nullable Tag tag)
      throws IOException {
    Descriptor descriptor = new Descriptor(mediaType, digest, bytes.length, null);
    String artifactType = saidArtifactType(bytes, mediaType);
    lock.holding(() -> {
      blobs.write(digest, bytes);
      index.change(document -> document.with(descriptor, artifactType, tag));
    });
  }

  /** Takes a tag away; the manifest stays. */
  public void removeTag(Tag tag) throws IOException {
    lock.holding(() -> index.change(document -> document.without(tag)));
  }

  /** Takes a manifest away, with all its tags. */
  public void removeManifest(Digest digest) throws IOException {
    lock.holding(() -> {
      index.change(document -> document.without(digest));
      blobs.delete(digest);
    });
    graph.forget(digest);
  }

  /** Takes a blob away, whoever names it. */
  public void removeBlob(Digest digest) throws IOException {
    blobs.delete(digest);
  }

  /**
   * The manifests whose subject is a digest, with their artifact type and annotations.
   *
   * @see <a
   *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers">OCI
   *     distribution-spec, listing referrers</a>
   */
  public List<LayoutEntry> referrers(Digest subject) throws IOException {
    List<LayoutEntry> referrers = new ArrayList<>();
    for (Descriptor manifest : manifests()) {
      graph
          .content(manifest)
          .filter(content -> subject.equals(content.subject()))
          .map(content ->
              new LayoutEntry(manifest, null, content.artifactType(), content.annotations()))
          .ifPresent(referrers::add);
    }
    return referrers;
  }

  /** Drops content that was begun before an instant and neither committed nor closed. */
  public void dropUncommitted(Instant before) throws IOException {
    blobs.dropParts(before);
  }

  private void create() throws IOException {
    if (isLayout(directory)) {
      return;
    }
    Files.createDirectories(directory.resolve("blobs"));
    if (!index.exists()) {
      index.write(IndexDocument.empty());
    }
    byte[] marker = MARKER_CONTENT.getBytes(StandardCharsets.UTF_8);
    // Last, because it is what makes the directory a layout.
    AtomicFile.write(directory.resolve(MARKER), directory, marker);
  }

  private static @Nullable String saidArtifactType(byte[] bytes, String mediaType)
      throws IOException {
    return MediaTypes.isManifest(mediaType)
        ? Json.text(Json.object(bytes, "a manifest"), "artifactType")
        : null;
  }

  private static void check(Path marker) throws IOException {
    String attempted = "Opening the OCI layout " + marker.getParent();
    try {
      ObjectNode content = Json.object(Files.readAllBytes(marker), marker.toString());
      String version = Json.text(content, "imageLayoutVersion");
      if (!VERSION.equals(version)) {
        throw new LayoutException(attempted, "its oci-layout says " + content, MARKER_CONTENT);
      }
    } catch (NoSuchFileException e) {
      throw new LayoutException(attempted, "it has no file oci-layout", MARKER_CONTENT);
    }
  }
}
