package dev.laytime.starter.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * A layer's files as a tar archive: the same bytes for the same files.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX, the
 *     ustar interchange format</a>
 */
final class Archive {

  private static final int BLOCK = 512;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;

  private Archive() {}

  /** A tar archive of files by path. */
  static byte[] tar(Map<String, String> files) {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    new TreeMap<>(files)
        .forEach((path, text) -> {
          byte[] content = text.getBytes(StandardCharsets.UTF_8);
          tar.writeBytes(header(path, content.length));
          tar.writeBytes(Arrays.copyOf(content, padded(content.length)));
        });
    tar.writeBytes(new byte[2 * BLOCK]);
    return tar.toByteArray();
  }

  /** The same, compressed. */
  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("An array takes every byte", e);
    }
    return zipped.toByteArray();
  }

  private static byte[] header(String path, int size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, path);
    put(header, 100, "0000755\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o\0".formatted(size));
    put(header, 136, "%011o\0".formatted(0));
    put(header, CHECKSUM, " ".repeat(CHECKSUM_LENGTH));
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte one : header) {
      sum += one & 0xff;
    }
    put(header, CHECKSUM, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  private static int padded(int size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }
}
