package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.tar.TarWriter;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an archive will hold, and how it is written down. */
interface ArchiveForm {

  /** What locations of this form begin with. */
  String prefix();

  /** Whether it has a place for what refers to an image. */
  boolean keepsReferrers();

  /**
   * Looks whether it has a place for an image.
   *
   * @throws RegistryException of type {@code UNSUPPORTED} if it has none
   */
  void checkFit(Manifest image) throws RegistryException;

  /** A manifest that was listed or added. */
  Optional<Manifest> find(Digest digest);

  /** Adds a manifest that others name. */
  void add(Manifest manifest) throws IOException;

  /** Adds a manifest that the archive itself lists. */
  void list(Manifest manifest, @Nullable Tag tag) throws IOException;

  /** Writes all files of the archive, verified. */
  void write(TarWriter tar, ImageStore blobs) throws IOException;
}
