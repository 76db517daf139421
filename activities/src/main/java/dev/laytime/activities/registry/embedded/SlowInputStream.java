package dev.laytime.activities.registry.embedded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/** A stream that gives a tenth of a second's bytes at a time, and pauses as long. */
final class SlowInputStream extends FilterInputStream {

  private static final int PARTS_PER_SECOND = 10;

  private final long bytesPerSecond;
  private final Time time;

  SlowInputStream(InputStream in, long bytesPerSecond, Time time) {
    super(in);
    this.bytesPerSecond = bytesPerSecond;
    this.time = time;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long part = Math.max(1, bytesPerSecond / PARTS_PER_SECOND);
    int n = super.read(buffer, offset, (int) Math.min(length, part));
    if (n > 0) {
      pause(n);
    }
    return n;
  }

  private void pause(long bytes) throws IOException {
    try {
      time.pause(Duration.ofNanos(bytes * Duration.ofSeconds(1).toNanos() / bytesPerSecond));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while being slow");
    }
  }
}
