package dev.laytime.activities.registry.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reading of all headers of an archive; content is passed over. */
final class TarScan {

  private static final int MOST_ENTRIES = 100_000;
  private static final long MOST_NAME_CHARS = 16L * 1024 * 1024;
  private static final int LARGEST_EXTENSION = 64 * 1024;

  private final FileChannel channel;
  private final long end;
  private final Map<String, TarEntry> files = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();

  private long position;
  private int headers;
  private long nameChars;

  // what extended headers said of the next entry
  private @Nullable String longName;
  private @Nullable String longLink;
  private Map<String, String> pax = Map.of();

  TarScan(FileChannel channel) throws IOException {
    this.channel = channel;
    this.end = channel.size();
  }

  Map<String, TarEntry> files() {
    return files;
  }

  /** Links by name, to names. */
  Map<String, String> links() {
    return links;
  }

  void run() throws IOException {
    if (end == 0) {
      throw new TarException("it is empty");
    }
    while (position < end) {
      byte[] block = read(position, TarHeader.BLOCK);
      if (TarHeader.isEnd(block)) {
        return;
      }
      position += TarHeader.BLOCK;
      headers++;
      if (headers > MOST_ENTRIES) {
        throw new TarException("it has more than 100,000 entries");
      }
      take(TarHeader.parse(block));
    }
  }

  private void take(TarHeader header) throws IOException {
    switch (header.type()) {
      case 'x' -> pax = PaxRecords.parse(extension(header));
      case 'g' -> extension(header);
      case 'L' -> longName = string(extension(header));
      case 'K' -> longLink = string(extension(header));
      default -> {
        takeEntry(header, name(header));
        longName = null;
        longLink = null;
        pax = Map.of();
      }
    }
  }

  private void takeEntry(TarHeader header, String written) throws IOException {
    String name = TarNames.plain(written);
    nameChars += written.length();
    if (nameChars > MOST_NAME_CHARS) {
      throw new TarException("the names of its entries are longer than 16 MiB together");
    }
    switch (header.type()) {
      case '0', '7', '\0' -> takeFile(header, name, written.endsWith("/"));
      case '1' -> takeLink(name, TarNames.plain(link(header)));
      case '2' -> takeLink(name, TarNames.target(name, link(header)));
      case '5' -> {}
      default -> throw TarException.of(name, "is neither a file nor a directory nor a link");
    }
  }

  private void takeFile(TarHeader header, String name, boolean directory) throws IOException {
    if (pax.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
      throw TarException.of(name, "is a sparse file");
    }
    long size = size(header, name);
    long padded = padded(name, size);
    if (!directory) {
      addOnce(name);
      files.put(name, new TarEntry(position, size));
    }
    position += padded;
  }

  private void takeLink(String name, String target) throws TarException {
    addOnce(name);
    nameChars += target.length();
    links.put(name, target);
  }

  private void addOnce(String name) throws TarException {
    if (files.containsKey(name) || links.containsKey(name)) {
      throw TarException.of(name, "is there twice");
    }
  }

  private long size(TarHeader header, String name) throws TarException {
    String said = pax.get("size");
    try {
      return said == null ? header.size() : Long.parseLong(said);
    } catch (NumberFormatException e) {
      throw TarException.of(name, "declares an impossible size");
    }
  }

  /** Bytes to the next header; the last entry's padding may be missing. */
  private long padded(String name, long size) throws TarException {
    if (size < 0) {
      throw TarException.of(name, "declares an impossible size");
    }
    if (size > end - position) {
      throw TarException.of(name, "is cut off: the archive ends before it does");
    }
    return (size + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
  }

  private byte[] extension(TarHeader header) throws IOException {
    long padded = padded(header.name(), header.size());
    if (header.size() > LARGEST_EXTENSION) {
      throw new TarException("an extended header is longer than 64 KiB");
    }
    byte[] content = read(position, (int) header.size());
    position += padded;
    return content;
  }

  private String name(TarHeader header) {
    String extended = longName == null ? pax.get("path") : longName;
    return extended == null ? header.name() : extended;
  }

  private String link(TarHeader header) {
    String extended = longLink == null ? pax.get("linkpath") : longLink;
    return extended == null ? header.link() : extended;
  }

  private static String string(byte[] content) {
    int length = 0;
    while (length < content.length && content[length] != 0) {
      length++;
    }
    return new String(content, 0, length, StandardCharsets.UTF_8);
  }

  private byte[] read(long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new TarException("it is cut off within a header");
      }
    }
    return buffer.array();
  }
}
