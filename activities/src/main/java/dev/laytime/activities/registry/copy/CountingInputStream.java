package dev.laytime.activities.registry.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a tracker what has come through, and that from the end to its closing it is committed. */
final class CountingInputStream extends FilterInputStream {

  private final CopyTracker tracker;
  private long count;

  CountingInputStream(InputStream content, CopyTracker tracker) {
    super(content);
    this.tracker = tracker;
  }

  /** How many bytes came through. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    moved(value < 0 ? -1 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int bytes = super.read(buffer, offset, length);
    moved(bytes);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    tracker.committed(this);
    super.close();
  }

  private void moved(int bytes) {
    if (bytes > 0) {
      count += bytes;
      tracker.moved(bytes);
    } else if (bytes < 0) {
      tracker.committing(this);
    }
  }
}
