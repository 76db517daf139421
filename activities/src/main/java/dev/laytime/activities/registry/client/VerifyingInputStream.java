package dev.laytime.activities.registry.client;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Content on its way, checked against its descriptor.
 *
 * <p>The last bytes are handed on only when digest and size are right: who reads to the end has the
 * content, and who relays it cannot complete a wrong one.
 */
final class VerifyingInputStream extends BlockInputStream {

  private final Descriptor expected;
  private final String what;
  private final MessageDigest digest;
  private long remaining;
  private boolean verified;

  /**
   * @param content what comes in
   * @param expected its digest and size
   * @param what is being done, for errors
   */
  VerifyingInputStream(InputStream content, Descriptor expected, String what) {
    super(content);
    this.expected = expected;
    this.what = what;
    this.digest = Hashing.newDigest(expected.digest().algorithm());
    this.remaining = expected.size();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (verified || length == 0) {
      return length == 0 ? 0 : -1;
    }
    if (remaining == 0) {
      verifyEnd();
      return -1;
    }
    int count = readSome(buffer, offset, (int) Math.min(length, remaining));
    digest.update(buffer, offset, count);
    remaining -= count;
    if (remaining == 0) {
      verifyEnd();
    }
    return count;
  }

  private int readSome(byte[] buffer, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw RegistryErrors.broken(what, e);
    }
    if (count < 0) {
      throw RegistryErrors.broken(
          what,
          new IOException("%d of %d bytes are missing".formatted(remaining, expected.size())));
    }
    return count;
  }

  private void verifyEnd() throws IOException {
    Digest actual = Hashing.finish(digest, expected.digest().algorithm());
    if (!actual.equals(expected.digest())) {
      throw RegistryErrors.mismatch(what, "its content has digest " + actual);
    }
    if (in.read() >= 0) {
      throw RegistryErrors.mismatch(
          what, "it sent more than the %d bytes announced".formatted(expected.size()));
    }
    verified = true;
  }
}
