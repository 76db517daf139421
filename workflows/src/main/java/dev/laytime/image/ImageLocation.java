package dev.laytime.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Where a copy reads an image from or writes it to: a repository, or an OCI image layout on disk,
 * as a directory or in a tar archive.
 *
 * <p>{@code oci:PATH[:TAG][@DIGEST]} means a layout, {@code oci-archive:PATH[:TAG][@DIGEST]} one in
 * an archive, {@code docker-archive:PATH[:NAME:TAG][@DIGEST]} what {@code docker save} writes;
 * everything else is a reference. Tag and digest stand behind the last part of the path, and mean
 * what they do in a reference.
 */
public sealed interface ImageLocation {

  /** How a layout is told from a reference. */
  String LAYOUT_PREFIX = "oci:";

  /** How a layout in an archive is told from a reference. */
  String LAYOUT_ARCHIVE_PREFIX = "oci-archive:";

  /** How an archive of Docker's is told from a reference. */
  String DOCKER_ARCHIVE_PREFIX = "docker-archive:";

  /**
   * The tag, or null where only a digest was given. Beside a digest only what is written gets it.
   */
  @Nullable Tag tag();

  /** The digest, or null where only a tag was given. */
  @Nullable Digest digest();

  /** The same place, asked for by digest alone. */
  ImageLocation withDigest(Digest digest);

  /** The string that parses to this location again. */
  @JsonValue
  String text();

  /**
   * Parses a location; one that names neither tag nor digest means {@code latest}.
   *
   * @throws InvalidReferenceException if the text is none of these
   */
  @JsonCreator
  static ImageLocation parse(String text) {
    if (text.startsWith(LAYOUT_PREFIX)) {
      return InLayout.of(PathText.parse(text.substring(LAYOUT_PREFIX.length())));
    }
    if (text.startsWith(LAYOUT_ARCHIVE_PREFIX)) {
      return InLayoutArchive.of(PathText.parse(text.substring(LAYOUT_ARCHIVE_PREFIX.length())));
    }
    if (text.startsWith(DOCKER_ARCHIVE_PREFIX)) {
      return InDockerArchive.parse(text.substring(DOCKER_ARCHIVE_PREFIX.length()));
    }
    return new InRegistry(Reference.parse(text));
  }

  /** One among the files of a machine. */
  sealed interface OnDisk extends ImageLocation {

    /** Of the layout or archive, as written. */
    String path();

    /** The same image in a layout or archive that lies elsewhere. */
    OnDisk at(String otherPath);
  }

  /** An image in a registry. */
  record InRegistry(Reference reference) implements ImageLocation {

    @Override
    public @Nullable Tag tag() {
      return reference.tag();
    }

    @Override
    public @Nullable Digest digest() {
      return reference.digest();
    }

    @Override
    public ImageLocation withDigest(Digest digest) {
      return new InRegistry(reference.withDigest(digest));
    }

    @Override
    public String text() {
      return reference.text();
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * An image in an OCI image layout.
   *
   * @param path the layout's directory, as written; where its last part has a colon or an {@code @}
   *     a slash ends it, so that neither is taken for a tag's or a digest's
   * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">OCI
   *     image-spec, image layout</a>
   */
  record InLayout(String path, @Nullable Tag tag, @Nullable Digest digest) implements OnDisk {

    /**
     * @throws InvalidReferenceException if the path is empty
     */
    public InLayout {
      if (path.isBlank()) {
        throw new InvalidReferenceException(
            "layout", LAYOUT_PREFIX + path, "oci:PATH[:TAG][@DIGEST]");
      }
      int name = path.lastIndexOf('/') + 1;
      if (path.indexOf(':', name) >= 0 || path.indexOf('@', name) >= 0) {
        path += "/";
      }
    }

    private static InLayout of(PathText text) {
      return new InLayout(text.path(), text.tag(), text.digest());
    }

    @Override
    public OnDisk at(String otherPath) {
      return new InLayout(otherPath, tag, digest);
    }

    @Override
    public ImageLocation withDigest(Digest digest) {
      return new InLayout(path, null, digest);
    }

    @Override
    public String text() {
      return LAYOUT_PREFIX + new PathText(path, tag, digest).text();
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * An image in an OCI image layout in a tar archive.
   *
   * @param path of the archive, as written
   */
  record InLayoutArchive(String path, @Nullable Tag tag, @Nullable Digest digest)
      implements OnDisk {

    /**
     * @throws InvalidReferenceException if the path is empty or its last part no name of a file, or
     *     one with a colon or an {@code @}: those begin a tag or a digest
     */
    public InLayoutArchive {
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (name.isBlank() || name.contains(":") || name.contains("@")) {
        throw new InvalidReferenceException(
            "archive", LAYOUT_ARCHIVE_PREFIX + path, "oci-archive:PATH[:TAG][@DIGEST]");
      }
    }

    private static InLayoutArchive of(PathText text) {
      return new InLayoutArchive(text.path(), text.tag(), text.digest());
    }

    @Override
    public OnDisk at(String otherPath) {
      return new InLayoutArchive(otherPath, tag, digest);
    }

    @Override
    public ImageLocation withDigest(Digest digest) {
      return new InLayoutArchive(path, null, digest);
    }

    @Override
    public String text() {
      return LAYOUT_ARCHIVE_PREFIX + new PathText(path, tag, digest).text();
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * An image in a tar archive as {@code docker save} writes it and {@code docker load} reads it.
   *
   * @param path of the archive, as written
   * @param name of the image in it; null for the only one, and written for one without a name
   * @param digest that the image must have there, or null; none can be written
   */
  record InDockerArchive(String path, @Nullable Reference name, @Nullable Digest digest)
      implements OnDisk {

    private static final String FORM = "docker-archive:PATH[:NAME:TAG][@DIGEST]";

    /**
     * @throws InvalidReferenceException if the path is empty, or has a colon or an {@code @}: the
     *     name or the digest would begin there
     */
    public InDockerArchive {
      if (path.isBlank() || path.endsWith("/") || path.contains(":") || path.contains("@")) {
        throw new InvalidReferenceException("archive", DOCKER_ARCHIVE_PREFIX + path, FORM);
      }
    }

    private static InDockerArchive parse(String text) {
      int at = text.indexOf('@');
      Digest digest = at < 0 ? null : new Digest(text.substring(at + 1));
      String named = at < 0 ? text : text.substring(0, at);
      int colon = named.indexOf(':');
      if (colon < 0) {
        return new InDockerArchive(named, null, digest);
      }
      Reference name = Reference.parse(named.substring(colon + 1));
      if (name instanceof Reference.Tagged tagged) {
        return new InDockerArchive(named.substring(0, colon), tagged, digest);
      }
      throw new InvalidReferenceException("archive", DOCKER_ARCHIVE_PREFIX + text, FORM);
    }

    /** The name's tag; {@code latest} for an image without a name. */
    @Override
    public Tag tag() {
      Tag tag = name == null ? null : name.tag();
      return tag == null ? Tag.LATEST : tag;
    }

    @Override
    public OnDisk at(String otherPath) {
      return new InDockerArchive(otherPath, name, digest);
    }

    @Override
    public ImageLocation withDigest(Digest other) {
      return new InDockerArchive(path, name, other);
    }

    @Override
    public String text() {
      return DOCKER_ARCHIVE_PREFIX
          + path
          + (name == null ? "" : ":" + name)
          + (digest == null ? "" : "@" + digest);
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
