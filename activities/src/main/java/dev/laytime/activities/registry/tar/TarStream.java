package dev.laytime.activities.registry.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An archive that is read once, from its beginning to its end. Nothing of it is believed but where
 * its entries begin and end; names that lead anywhere else are only names.
 */
public final class TarStream {

  private static final int LARGEST_EXTENSION = 64 * 1024;

  private final InputStream archive;
  private long left;
  private long padding;

  /** Reads an archive; the caller closes the stream. */
  public TarStream(InputStream archive) {
    this.archive = archive;
  }

  /**
   * An entry.
   *
   * @param name without {@code .}, empty parts and {@code /} in front; empty for the root
   * @param file whether it has content of its own
   * @param directory whether it is one
   */
  public record Item(String name, boolean file, boolean directory, long size) {}

  /**
   * The next entry; null where there is none.
   *
   * @throws TarException if the archive is malformed
   */
  public @Nullable Item next() throws IOException {
    archive.skipNBytes(left + padding);
    left = 0;
    padding = 0;
    String name = null;
    Map<String, String> pax = Map.of();
    while (true) {
      byte[] block = archive.readNBytes(TarHeader.BLOCK);
      if (block.length == 0 || (block.length == TarHeader.BLOCK && TarHeader.isEnd(block))) {
        return null;
      }
      if (block.length < TarHeader.BLOCK) {
        throw new EOFException("it is cut off within a header");
      }
      TarHeader header = TarHeader.parse(block);
      switch (header.type()) {
        case 'x' -> pax = PaxRecords.parse(extension(header));
        case 'L' -> name = text(extension(header));
        case 'g', 'K' -> {
          var _ = extension(header);
        }
        default -> {
          return item(header, name == null ? pax.getOrDefault("path", header.name()) : name, pax);
        }
      }
    }
  }

  private Item item(TarHeader header, String written, Map<String, String> pax) throws TarException {
    boolean linked = header.type() == '1' || header.type() == '2';
    boolean plain = header.type() == '0' || header.type() == '7' || header.type() == '\0';
    boolean directory = header.type() == '5' || (plain && written.endsWith("/"));
    long size = linked || directory ? 0 : size(header, pax);
    left = size;
    padding = padding(size);
    boolean sparse = pax.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
    return new Item(plain(written), plain && !directory && !sparse, directory, size);
  }

  /** The content of the entry that came last, as far as it was not read. */
  public InputStream content() {
    return new Content();
  }

  private static long size(TarHeader header, Map<String, String> pax) throws TarException {
    String said = pax.get("size");
    try {
      long size = said == null ? header.size() : Long.parseLong(said);
      if (size >= 0 && size < Long.MAX_VALUE - TarHeader.BLOCK) {
        return size;
      }
    } catch (NumberFormatException _) {
      // as below
    }
    throw new TarException("an entry declares an impossible size");
  }

  private static long padding(long size) {
    return (TarHeader.BLOCK - size % TarHeader.BLOCK) % TarHeader.BLOCK;
  }

  private byte[] extension(TarHeader header) throws IOException {
    if (header.size() < 0 || header.size() > LARGEST_EXTENSION) {
      throw new TarException("an extended header is longer than 64 KiB");
    }
    byte[] content = archive.readNBytes((int) header.size());
    archive.skipNBytes(padding(header.size()));
    return content;
  }

  private static String text(byte[] content) {
    String all = new String(content, StandardCharsets.UTF_8);
    int end = all.indexOf('\0');
    return end < 0 ? all : all.substring(0, end);
  }

  private static String plain(String written) {
    StringBuilder name = new StringBuilder();
    for (String part : written.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        name.append(name.isEmpty() ? "" : "/").append(part);
      }
    }
    return name.toString();
  }

  /** The rest of the last entry. */
  private final class Content extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = archive.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("it is cut off within an entry");
      }
      left -= count;
      return count;
    }
  }
}
