package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.layout.ArchivedLayout;
import dev.laytime.activities.registry.layout.BlobWriter;
import dev.laytime.activities.registry.layout.DigestMismatchException;
import dev.laytime.activities.registry.layout.DockerArchive;
import dev.laytime.activities.registry.layout.ImageLayout;
import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activities.registry.layout.LayoutException;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activities.registry.tar.TarException;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An OCI image layout as one side of a copy; in an archive only as its source. */
public final class LayoutStore implements ImageStore {

  private static final Logger log = LoggerFactory.getLogger(LayoutStore.class);

  private static final int BUFFER = 128 * 1024;
  private static final Duration ABANDONED = Duration.ofDays(1);

  private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;

  private final ImageLayout layout;
  private final String name;
  private final boolean onlyImageIsLatest;

  private LayoutStore(ImageLayout layout, String name, boolean onlyImageIsLatest) {
    this.layout = layout;
    this.name = name;
    this.onlyImageIsLatest = onlyImageIsLatest;
  }

  /**
   * A layout to read, which must be there. Where nothing in it is called {@code latest}, its only
   * image is: most tools give the image in a layout no name.
   *
   * @throws RegistryException of type {@code NOT_FOUND} if it is not
   */
  public static LayoutStore existing(Path directory) throws RegistryException {
    try {
      return new LayoutStore(OciLayout.open(directory), name(directory), true);
    } catch (LayoutException e) {
      throw new RegistryException(
          FailureType.NOT_FOUND,
          "open layout " + directory,
          String.valueOf(e.getMessage()),
          "name the directory that holds the file `oci-layout`");
    } catch (IOException e) {
      throw failed("open layout " + directory, e);
    }
  }

  /**
   * The layout in an archive, to read; its only image is {@code latest} as in {@link #existing}.
   *
   * @throws RegistryException of type {@code NOT_FOUND} if there is no such file, {@code REFUSED}
   *     if it is no archive of a layout that can be read
   */
  public static LayoutStore archived(Path file) throws RegistryException {
    return archive(
        ImageLocation.LAYOUT_ARCHIVE_PREFIX + file, file, () -> ArchivedLayout.open(file));
  }

  /**
   * One image in an archive that {@code docker save} wrote, to read.
   *
   * @param name of the image; null for the only one
   * @param tag what the image is called in this store
   * @throws RegistryException as {@link #archived} does, and if there is no such image in it
   */
  public static LayoutStore ofDocker(Path file, @Nullable Reference name, Tag tag)
      throws RegistryException {
    return archive(
        ImageLocation.DOCKER_ARCHIVE_PREFIX + file,
        file,
        () -> DockerArchive.open(file, name, tag));
  }

  private static LayoutStore archive(String name, Path file, Look<ImageLayout> opening)
      throws RegistryException {
    if (!Files.isRegularFile(file)) {
      throw new RegistryException(
          FailureType.NOT_FOUND, "open " + name, "there is no such file", "check the path");
    }
    try {
      return new LayoutStore(opening.take(), name, true);
    } catch (IOException e) {
      throw failed("open " + name, e);
    }
  }

  private static String name(Path directory) {
    return ImageLocation.LAYOUT_PREFIX + directory;
  }

  /**
   * A layout that is made where there is none. What was begun in it long ago, and never finished,
   * is dropped: nobody is at work on it any more.
   */
  public static LayoutStore existingOrNew(Path directory) throws RegistryException {
    try {
      OciLayout layout = OciLayout.openOrCreate(directory);
      dropAbandoned(layout);
      return new LayoutStore(layout, name(directory), false);
    } catch (IOException e) {
      throw failed("open layout " + directory, e);
    }
  }

  private static void dropAbandoned(OciLayout layout) {
    try {
      layout.dropUncommitted(Instant.now().minus(ABANDONED));
    } catch (IOException e) {
      log.warn("abandoned parts not dropped layout={}", layout.directory(), e);
    }
  }

  @Override
  public Optional<Descriptor> find(Tag tag) throws IOException {
    Optional<LayoutEntry> named = reading(() -> layout.find(tag));
    if (named.isPresent() || !onlyImageIsLatest || !tag.equals(Tag.LATEST)) {
      return named.map(LayoutEntry::descriptor);
    }
    List<LayoutEntry> images = images();
    return images.size() == 1 ? Optional.of(images.get(0).descriptor()) : Optional.empty();
  }

  @Override
  public Optional<Descriptor> find(Digest digest) throws IOException {
    return reading(() -> layout.find(digest)).map(LayoutEntry::descriptor);
  }

  @Override
  public List<Tag> tags() throws IOException {
    return reading(layout::tags);
  }

  @Override
  public Manifest fetch(Digest digest) throws IOException {
    String what = "read manifest " + digest + " of " + this;
    Descriptor descriptor = find(digest).orElseThrow(() -> absent(what));
    if (descriptor.size() > LARGEST_MANIFEST) {
      throw new RegistryException(
          FailureType.UNSUPPORTED,
          what,
          "it is longer than 4 MiB",
          "no honest image is like that; do not copy it");
    }
    try (InputStream content = verified(descriptor, what)) {
      return new Manifest(descriptor.mediaType(), digest, content.readAllBytes());
    }
  }

  @Override
  public Optional<Manifest> get(Tag tag) throws IOException {
    Optional<Descriptor> named = find(tag);
    return named.isEmpty() ? Optional.empty() : Optional.of(fetch(named.get().digest()));
  }

  @Override
  public List<Descriptor> referrers(Digest subject) throws IOException {
    return reading(() -> layout.referrers(subject)).stream().map(LayoutEntry::descriptor).toList();
  }

  @Override
  public boolean has(Descriptor blob) {
    return layout.blobSize(blob.digest()).equals(OptionalLong.of(blob.size()));
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException {
    return verified(blob, "read blob " + blob.digest() + " of " + this);
  }

  @Override
  public void write(Descriptor blob, InputStream content) throws IOException {
    String what = "write blob " + blob.digest() + " to " + this;
    try (BlobWriter writer = writable(what).writeBlob()) {
      byte[] buffer = new byte[BUFFER];
      int count = content.read(buffer);
      while (count >= 0) {
        writer.write(buffer, 0, count);
        count = content.read(buffer);
      }
      writer.commit(blob.digest());
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw failed(what, e);
    }
  }

  @Override
  public Having have(Descriptor blob, ImageStore from) {
    return has(blob) ? Having.PRESENT : Having.MISSING;
  }

  @Override
  public void write(Manifest manifest, @Nullable Tag tag) throws IOException {
    String what = "write manifest " + manifest.digest() + " to " + this;
    OciLayout target = writable(what);
    try {
      target.putManifest(manifest.bytes(), manifest.mediaType(), manifest.digest(), tag);
    } catch (IOException e) {
      throw failed(what, e);
    }
  }

  private OciLayout writable(String what) throws RegistryException {
    if (layout instanceof OciLayout directory) {
      return directory;
    }
    throw new RegistryException(
        FailureType.REFUSED, what, "it is open to be read", "name the archive as the target");
  }

  /** Files can be deleted one by one. */
  @Override
  public boolean vouchesForContent() {
    return false;
  }

  /** Only as a blob: who lists a layout's images means whole ones. */
  @Override
  public void writeChild(Manifest manifest, Check beforeLists) throws IOException {
    write(manifest.descriptor(), new ByteArrayInputStream(manifest.bytes()));
  }

  @Override
  public String toString() {
    return name;
  }

  /** Entries that refer to no other manifest. */
  private List<LayoutEntry> images() throws IOException {
    List<LayoutEntry> images = new ArrayList<>();
    for (LayoutEntry entry : reading(layout::entries)) {
      if (ManifestContent.of(fetch(entry.descriptor().digest())).subject() == null) {
        images.add(entry);
      }
    }
    return images;
  }

  /** A look at the layout's own documents. */
  private interface Look<T> {
    T take() throws IOException;
  }

  private <T> T reading(Look<T> look) throws RegistryException {
    try {
      return look.take();
    } catch (IOException e) {
      throw failed("read " + this, e);
    }
  }

  private InputStream verified(Descriptor content, String what) throws IOException {
    try {
      return ImageStore.verifying(layout.readBlob(content.digest()), content, what);
    } catch (NoSuchFileException e) {
      throw absent(what);
    }
  }

  private static RegistryException absent(String what) {
    return new RegistryException(
        FailureType.NOT_FOUND,
        what,
        "it is not there",
        "the layout is incomplete; write it anew from its origin");
  }

  static RegistryException failed(String what, IOException e) {
    FailureType type =
        switch (e) {
          case DigestMismatchException _ -> FailureType.CONTENT_MISMATCH;
          case LayoutException _,
              TarException _,
              AccessDeniedException _,
              NotDirectoryException _ ->
              FailureType.REFUSED;
          default -> FailureType.UNAVAILABLE;
        };
    if (e instanceof TarException) {
      return new RegistryException(
          type,
          what,
          String.valueOf(e.getMessage()),
          "it must be a plain tar archive, of one image as a current tool writes it");
    }
    return new RegistryException(
        type,
        what,
        e.getClass().getSimpleName() + ": " + e.getMessage(),
        "check the directory, its permissions and the room on its disk");
  }
}
