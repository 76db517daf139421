package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.io.InputStream;

/** Content on its way that has as many bytes as it should, or fails. */
final class CompleteInputStream extends BlockInputStream {

  private final long size;
  private final String what;
  private long remaining;

  /**
   * @param content what comes in
   * @param size how many bytes it should have
   * @param what is being done, for errors
   */
  CompleteInputStream(InputStream content, long size, String what) {
    super(content);
    this.size = size;
    this.what = what;
    this.remaining = size;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = readSome(buffer, offset, length);
    if (count > remaining) {
      throw RegistryErrors.mismatch(
          what, "it sent more than the %d bytes announced".formatted(size));
    }
    if (count < 0 && remaining > 0) {
      throw RegistryErrors.broken(
          what, new IOException("%d of %d bytes are missing".formatted(remaining, size)));
    }
    remaining -= Math.max(0, count);
    return count;
  }

  private int readSome(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (IOException e) {
      throw RegistryErrors.broken(what, e);
    }
  }
}
