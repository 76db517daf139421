package dev.laytime.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Where a copy reads an image from or writes it to: a repository, or an OCI image layout on disk,
 * as a directory or in a tar archive.
 *
 * <p>{@code oci:PATH[:TAG][@DIGEST]} means a layout, {@code oci-archive:PATH[:TAG][@DIGEST]} one in
 * an archive; everything else is a reference. Tag and digest stand behind the last part of the
 * path, and mean what they do in a reference.
 */
public sealed interface ImageLocation {

  /** How a layout is told from a reference. */
  String LAYOUT_PREFIX = "oci:";

  /** How a layout in an archive is told from a reference. */
  String LAYOUT_ARCHIVE_PREFIX = "oci-archive:";

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
    return new InRegistry(Reference.parse(text));
  }

  /** An image in a registry. */
  record InRegistry(Reference reference) implements ImageLocation {

    @Override
    public @Nullable Tag tag() {
      return reference.tag();
    }

    @Override
    public @Nullable Digest digest() {
      return reference instanceof Reference.Pinned pinned ? pinned.digest() : null;
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
  record InLayout(String path, @Nullable Tag tag, @Nullable Digest digest)
      implements ImageLocation {

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
      implements ImageLocation {

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
}
