package dev.laytime.activities.registry.client;

import dev.laytime.image.Descriptor;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A blob to be sent, which says from where on it was read. */
class SampleContent implements ImageStore.Content {

  final byte[] bytes;
  final List<Long> opened = new CopyOnWriteArrayList<>();

  SampleContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Content of random bytes. */
  static SampleContent of(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return new SampleContent(bytes);
  }

  Descriptor descriptor() {
    return new Descriptor("x", Hashing.digestOf(bytes, "sha256"), bytes.length, null);
  }

  @Override
  public InputStream open(long from) {
    opened.add(from);
    return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
  }

  /** What is done when a reader comes to a place. */
  interface Arrival {
    void run() throws IOException;
  }

  /** The same content, where something is done before a byte is read. */
  SampleContent before(long place, Arrival arrival) {
    return new SampleContent(bytes) {
      @Override
      public InputStream open(long from) {
        return new Watched(super.open(from), place - from, arrival);
      }
    };
  }

  /** The same content, for somebody who is killed before a byte is read. */
  SampleContent killedBefore(long place) {
    return before(
        place,
        () -> {
          throw new IOException("killed");
        });
  }

  private static final class Watched extends FilterInputStream {

    private final Arrival arrival;
    private long left;

    Watched(InputStream content, long left, Arrival arrival) {
      super(content);
      this.left = left;
      this.arrival = arrival;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        arrival.run();
      }
      int most = left <= 0 ? length : (int) Math.min(length, left);
      int count = super.read(buffer, offset, most);
      left -= left == 0 ? 1 : count;
      return count;
    }
  }
}
