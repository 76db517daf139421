package dev.laytime.activities.registry.layout;

import dev.laytime.activities.registry.tar.TarWriter;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes a layout as one tar archive: first what it lists, then all content, so that it can be read
 * in one pass.
 */
public final class LayoutArchiveWriter {

  private final TarWriter tar;
  private IndexDocument index;

  /** A layout that lists nothing yet. */
  public LayoutArchiveWriter(TarWriter tar) throws IOException {
    this.tar = tar;
    this.index = IndexDocument.empty();
  }

  /** Lists a manifest; its content is added like any other. */
  public void list(byte[] bytes, String mediaType, Digest digest, @Nullable Tag tag)
      throws IOException {
    Descriptor descriptor = new Descriptor(mediaType, digest, bytes.length, null);
    index = index.with(descriptor, OciLayout.saidArtifactType(bytes, mediaType), tag);
  }

  /** Writes what is listed; content follows. */
  public void begin() throws IOException {
    tar.file(ImageLayout.MARKER, ImageLayout.MARKER_CONTENT.getBytes(StandardCharsets.UTF_8));
    tar.file(IndexFile.NAME, index.bytes());
  }

  /** Adds a blob or manifest of so many bytes, once. */
  public void add(Digest digest, long size, InputStream content) throws IOException {
    tar.file(ArchivedBlobs.name(digest), size, content);
  }
}
