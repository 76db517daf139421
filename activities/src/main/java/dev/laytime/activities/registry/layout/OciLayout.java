package dev.laytime.activities.registry.layout;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A directory of images. Any number of threads and processes may use it at once: content and index
 * are seen whole or not at all, and writers of the index wait for each other.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">OCI
 *     image-spec, image layout</a>
 */
public final class OciLayout extends ImageLayout {

  private final Path directory;
  private final LayoutLock lock;
  private final IndexFile index;
  private final BlobStore blobs;

  private OciLayout(Path directory) throws IOException {
    this(directory, new BlobStore(directory));
  }

  private OciLayout(Path directory, BlobStore blobs) throws IOException {
    super(blobs);
    this.directory = directory;
    this.lock = LayoutLock.of(directory);
    this.index = new IndexFile(directory);
    this.blobs = blobs;
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
    forget(digest);
  }

  /** Takes a blob away, whoever names it. */
  public void removeBlob(Digest digest) throws IOException {
    blobs.delete(digest);
  }

  /** Drops content that was begun before an instant and neither committed nor closed. */
  public void dropUncommitted(Instant before) throws IOException {
    blobs.dropParts(before);
  }

  @Override
  IndexDocument index() throws IOException {
    return index.read();
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

  static @Nullable String saidArtifactType(byte[] bytes, String mediaType) throws IOException {
    return MediaTypes.isManifest(mediaType)
        ? Json.text(Json.object(bytes, "a manifest"), "artifactType")
        : null;
  }

  private static void check(Path marker) throws IOException {
    String attempted = "Opening the OCI layout " + marker.getParent();
    try {
      checkMarker(Files.readAllBytes(marker), attempted);
    } catch (NoSuchFileException e) {
      throw unmarked(attempted);
    }
  }
}
