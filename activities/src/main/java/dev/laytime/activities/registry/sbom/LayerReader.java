package dev.laytime.activities.registry.sbom;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.tar.TarStream;
import dev.laytime.image.Descriptor;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads layers as they come. A layer that is damaged, or larger than anybody makes one, is a gap; a
 * registry that breaks off is an error.
 */
final class LayerReader {

  private static final int MAGIC = 4;
  private static final int BUFFER = 64 * 1024;

  private final ImageStore store;
  private final Limits limits;
  private final Runnable seen;
  private long left;

  /**
   * How much is read of an image.
   *
   * @param bytes of all its layers, unpacked
   * @param entries of one layer
   */
  record Limits(long bytes, int entries) {
    static final Limits USUAL = new Limits(64L << 30, 2_000_000);
  }

  /**
   * @param seen whenever something of it has come
   */
  LayerReader(ImageStore store, Limits limits, Runnable seen) {
    this.store = store;
    this.limits = limits;
    this.seen = seen;
    this.left = limits.bytes();
  }

  void read(Descriptor layer, ImageFiles files) throws IOException {
    files.beginLayer();
    Source source = new Source(store.open(layer));
    try (source) {
      InputStream unpacked = new Unpacked(unpack(new BufferedInputStream(source, BUFFER)));
      read(new TarStream(unpacked), files);
    } catch (IOException e) {
      files.lacks("layer %s: %s".formatted(layer.digest(), e.getMessage()));
    }
    if (source.failure != null) {
      throw source.failure;
    }
  }

  private void read(TarStream archive, ImageFiles files) throws IOException {
    int entries = 0;
    for (TarStream.Item item = archive.next(); item != null; item = archive.next()) {
      entries++;
      if (entries > limits.entries()) {
        throw new IOException("it has more than %d entries".formatted(limits.entries()));
      }
      files.take(item.name(), item.file(), item.directory(), item.size(), archive.content());
    }
  }

  /** By what it is, whatever its media type says. */
  private static InputStream unpack(InputStream packed) throws IOException {
    packed.mark(MAGIC);
    byte[] magic = packed.readNBytes(MAGIC);
    packed.reset();
    if (magic.length == MAGIC && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b) {
      return new GZIPInputStream(packed, BUFFER);
    }
    boolean zstandard =
        magic.length == MAGIC
            && magic[0] == 0x28
            && (magic[1] & 0xff) == 0xb5
            && magic[2] == 0x2f
            && (magic[3] & 0xff) == 0xfd;
    if (zstandard) {
      throw new IOException("it is packed with Zstandard, which is not read");
    }
    return packed;
  }

  /** What the registry sends: its errors are told from those of who reads it. */
  private final class Source extends FilterInputStream {

    private @Nullable IOException failure;

    Source(InputStream blob) {
      super(blob);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int count = in.read(bytes, offset, length);
        seen.run();
        return count;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public long skip(long count) throws IOException {
      return read(new byte[(int) Math.min(count, BUFFER)]);
    }
  }

  /** What becomes of it, which a few bytes could make endless. */
  private final class Unpacked extends FilterInputStream {

    Unpacked(InputStream content) {
      super(content);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw new IOException("the image has more than %d bytes".formatted(limits.bytes()));
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      int read = read(new byte[(int) Math.min(count, BUFFER)]);
      return Math.max(read, 0);
    }
  }
}
