package dev.laytime.activities.registry.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Content that is only ever read in blocks: all of it passes where these are looked at. */
abstract class BlockInputStream extends FilterInputStream {

  BlockInputStream(InputStream content) {
    super(content);
  }

  @Override
  public abstract int read(byte[] buffer, int offset, int length) throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public long skip(long count) throws IOException {
    return Math.max(0, read(new byte[Math.clamp(count, 0, 8192)]));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
