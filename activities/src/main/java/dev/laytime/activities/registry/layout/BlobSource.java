package dev.laytime.activities.registry.layout;

import dev.laytime.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;

/** The content of a layout, to read. */
interface BlobSource {

  boolean has(Digest digest);

  /** In bytes, or empty where there is none. */
  OptionalLong size(Digest digest);

  /**
   * Content, to be closed by the caller.
   *
   * @throws NoSuchFileException if there is none
   */
  InputStream open(Digest digest) throws IOException;

  /**
   * All of a manifest.
   *
   * @throws NoSuchFileException if there is none
   */
  byte[] read(Digest digest) throws IOException;
}
