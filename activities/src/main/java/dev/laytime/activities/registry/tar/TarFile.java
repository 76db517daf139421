package dev.laytime.activities.registry.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/** An archive to read: where its files are was found out when it was opened. */
public final class TarFile {

  private static final int MOST_LINKS = 8;

  private final Path path;
  private final Map<String, TarEntry> files;
  private final Map<String, String> links;

  private TarFile(Path path, TarScan scan) {
    this.path = path;
    this.files = scan.files();
    this.links = scan.links();
  }

  /**
   * Opens an archive; there is nothing to close.
   *
   * @throws TarException if it is none, is cut off, has more than 100,000 entries, one of them
   *     twice, or one that leads or links out of it
   */
  public static TarFile open(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      TarScan scan = new TarScan(channel);
      scan.run();
      return new TarFile(path, scan);
    }
  }

  /** The file of a name, through links. */
  public Optional<TarEntry> find(String name) {
    String target = name;
    for (int i = 0; i < MOST_LINKS && links.containsKey(target); i++) {
      target = links.get(target);
    }
    return Optional.ofNullable(files.get(target));
  }

  /**
   * The content of a small file.
   *
   * @throws NoSuchFileException if there is none
   * @throws TarException if it is longer than so many bytes
   */
  public byte[] read(String name, long atMost) throws IOException {
    TarEntry entry = find(name).orElseThrow(() -> new NoSuchFileException(name));
    if (entry.size() > atMost) {
      throw TarException.of(name, "is longer than %d bytes".formatted(atMost));
    }
    try (InputStream content = open(entry)) {
      return content.readAllBytes();
    }
  }

  /** A file's content, to be closed by the caller. */
  public InputStream open(TarEntry entry) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    channel.position(entry.offset());
    return new Part(channel, entry.size());
  }

  /** So many bytes of a file. */
  private static final class Part extends InputStream {

    private final FileChannel channel;
    private long left;

    Part(FileChannel channel, long size) {
      this.channel = channel;
      this.left = size;
    }

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
      int count = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, left)));
      left -= Math.max(count, 0);
      return count;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
