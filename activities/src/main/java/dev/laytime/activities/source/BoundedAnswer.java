package dev.laytime.activities.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;

/** An answer that is taken up to so many bytes; more is the network's fault, not the cache's. */
public final class BoundedAnswer extends FilterInputStream {

  private final long most;
  private long taken;

  /**
   * An answer.
   *
   * @param most bytes that are taken
   */
  public BoundedAnswer(InputStream answer, long most) {
    super(answer);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = super.read(bytes, from, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long length) throws IOException {
    long skipped = super.skip(length);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    taken += bytes;
    if (taken > most) {
      throw new SocketException(
          "it sends more than %d bytes, as many as this source may have".formatted(most));
    }
  }
}
