package dev.laytime.activities.registry.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a tracker what has come through. */
final class CountingInputStream extends FilterInputStream {

  private final CopyTracker tracker;

  CountingInputStream(InputStream content, CopyTracker tracker) {
    super(content);
    this.tracker = tracker;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      tracker.moved(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count > 0) {
      tracker.moved(count);
    }
    return count;
  }
}
