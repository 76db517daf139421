package dev.laytime.activities.registry.tar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes archives that no honest tool would, header by header. */
public final class Tars {

  private static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Tars file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public Tars file(String name, byte[] content) throws IOException {
    return entry('0', name, "", octal(content.length)).content(content);
  }

  public Tars symbolicLink(String name, String target) throws IOException {
    return entry('2', name, target, octal(0));
  }

  public Tars hardLink(String name, String target) throws IOException {
    return entry('1', name, target, octal(0));
  }

  /** Any entry; what its size says need not be true. */
  public Tars entry(char type, String name, String link, byte[] size) throws IOException {
    byte[] block = new byte[BLOCK];
    put(block, 0, name.getBytes(StandardCharsets.UTF_8));
    put(block, 124, size);
    block[156] = (byte) type;
    put(block, 157, link.getBytes(StandardCharsets.UTF_8));
    put(block, 257, "ustar\00000".getBytes(StandardCharsets.UTF_8));
    put(block, 148, octal(TarHeader.checksum(block), 7));
    out.write(block);
    return this;
  }

  public Tars content(byte[] content) throws IOException {
    out.write(content);
    out.write(new byte[-content.length & (BLOCK - 1)]);
    return this;
  }

  public Path to(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  public static byte[] octal(long number) {
    return octal(number, 11);
  }

  private static byte[] octal(long number, int digits) {
    return ("%0" + digits + "o").formatted(number).getBytes(StandardCharsets.UTF_8);
  }

  private static void put(byte[] block, int offset, byte[] bytes) {
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }
}
