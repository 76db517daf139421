package dev.laytime.activities.registry.tar;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes an archive: the same files make the same bytes, whoever writes them and when. For one
 * thread; the caller closes what it writes to.
 */
public final class TarWriter {

  private static final int LONGEST_NAME = 100;
  private static final long LARGEST_OCTAL = 0_77777777777L;
  private static final int BUFFER = 128 * 1024;

  private final OutputStream out;
  private final Runnable step;

  /**
   * A writer of one archive.
   *
   * @param step done with all progress
   */
  public TarWriter(OutputStream out, Runnable step) {
    this.out = out;
    this.step = step;
  }

  /** Adds a small file. */
  public void file(String name, byte[] content) throws IOException {
    header(name, content.length);
    out.write(content);
    pad(content.length);
  }

  /**
   * Adds a file.
   *
   * @throws IOException if the content has another size, in bytes; the archive is then broken
   */
  public void file(String name, long size, InputStream content) throws IOException {
    header(name, size);
    byte[] buffer = new byte[BUFFER];
    long written = 0;
    for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
      out.write(buffer, 0, count);
      written += count;
      step.run();
    }
    if (written != size) {
      throw new IOException("%s has %d bytes, not %d".formatted(name, written, size));
    }
    pad(size);
  }

  /** Ends the archive. */
  public void finish() throws IOException {
    out.write(new byte[2 * TarHeader.BLOCK]);
    out.flush();
  }

  private void header(String name, long size) throws IOException {
    StringBuilder extended = new StringBuilder();
    if (name.length() > LONGEST_NAME) {
      extended.append(record("path", name));
    }
    if (size > LARGEST_OCTAL) {
      extended.append(record("size", Long.toString(size)));
    }
    if (!extended.isEmpty()) {
      byte[] content = extended.toString().getBytes(StandardCharsets.UTF_8);
      out.write(block("PaxHeader", content.length, 'x'));
      out.write(content);
      pad(content.length);
    }
    String shortName = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    out.write(block(shortName, size > LARGEST_OCTAL ? 0 : size, '0'));
  }

  private static byte[] block(String name, long size, char type) {
    byte[] block = new byte[TarHeader.BLOCK];
    put(block, 0, name);
    put(block, 100, "0000644\0");
    put(block, 108, "0000000\0");
    put(block, 116, "0000000\0");
    put(block, 124, "%011o\0".formatted(size));
    put(block, 136, "00000000000\0");
    block[156] = (byte) type;
    put(block, 257, "ustar\00000");
    put(block, 148, "%06o\0 ".formatted(TarHeader.checksum(block)));
    return block;
  }

  private static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  /** A record's length counts its own digits. */
  private static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.length();
    while (Integer.toString(length).length() + rest.length() != length) {
      length = Integer.toString(length).length() + rest.length();
    }
    return length + rest;
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) (-size & (TarHeader.BLOCK - 1))]);
  }
}
