package dev.laytime.activities.registry.layout;

import dev.laytime.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * Content on its way into a layout. Nobody sees it before it is committed; closed without that, it
 * is gone. For one thread at a time.
 */
public final class BlobWriter extends OutputStream {

  private final BlobStore store;
  private final Path part;
  private final OutputStream out;
  private final MessageDigest sha256;
  private long size;

  BlobWriter(BlobStore store, Path part) throws IOException {
    this.store = store;
    this.part = part;
    this.out = Files.newOutputStream(part);
    this.sha256 = DigestAlgorithm.SHA256.start();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    sha256.update(bytes, offset, length);
    size += length;
  }

  /** How many bytes were written. */
  public long size() {
    return size;
  }

  /**
   * Makes what was written the content of a digest; the last thing to do but to close.
   *
   * @throws DigestMismatchException if it is not; the content is dropped
   */
  public void commit(Digest expected) throws IOException {
    out.close();
    Digest actual = digest(DigestAlgorithm.of(expected));
    if (!actual.equals(expected)) {
      close();
      throw new DigestMismatchException(expected, actual);
    }
    store.publish(part, expected);
  }

  /** As {@link #commit}, also where it is not: for a registry that is to behave so badly. */
  public void commitUnverified(Digest digest) throws IOException {
    out.close();
    store.publish(part, digest);
  }

  /** Drops what was not committed. Doing so again does nothing. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(part);
  }

  /** Which algorithm is asked for is known at the end only: the rare one reads the file again. */
  private Digest digest(DigestAlgorithm algorithm) throws IOException {
    if (algorithm == DigestAlgorithm.SHA256) {
      return algorithm.finish(sha256);
    }
    MessageDigest computation = algorithm.start();
    try (InputStream in = Files.newInputStream(part);
        OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), computation)) {
      in.transferTo(sink);
    }
    return algorithm.finish(computation);
  }
}
