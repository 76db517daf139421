package dev.laytime.activities.build.job;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A tar archive as it is written: what unpacks it knows names of any length as GNU writes them. */
final class SourceTar {

  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int CHECKSUM = 148;
  private static final String LONG = "././@LongLink";

  private static final int PROGRAM = 0755;
  private static final int FILE = 0644;

  private final OutputStream out;
  private final long time;

  /**
   * An archive.
   *
   * @param time of all that is in it
   */
  SourceTar(OutputStream out, Instant time) {
    this.out = out;
    this.time = Math.max(0, time.getEpochSecond());
  }

  /** Something that writes so many bytes as it said. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  void directory(String name) throws IOException {
    entry(name + "/", "", '5', PROGRAM, 0);
  }

  void link(String name, String target) throws IOException {
    entry(name, target, '2', 0777, 0);
  }

  void file(String name, boolean program, long size, Content content) throws IOException {
    entry(name, "", '0', program ? PROGRAM : FILE, size);
    content.writeTo(out);
    pad(size);
  }

  /** Ends it; the stream stays open. */
  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  private void entry(String name, String target, char type, int mode, long size)
      throws IOException {
    byte[] called = extended(name, 'L');
    byte[] leads = extended(target, 'K');
    header(called, leads, type, mode, size);
  }

  private byte[] extended(String text, char type) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= NAME) {
      header(LONG.getBytes(StandardCharsets.UTF_8), new byte[0], type, FILE, bytes.length + 1L);
      out.write(bytes);
      out.write(0);
      pad(bytes.length + 1L);
    }
    return bytes;
  }

  private void header(byte[] name, byte[] target, char type, int mode, long size)
      throws IOException {
    byte[] block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME - 1));
    put(block, 100, "%07o".formatted(mode));
    put(block, 108, "%07o".formatted(0));
    put(block, 116, "%07o".formatted(0));
    put(block, 124, "%011o".formatted(size));
    put(block, 136, "%011o".formatted(time));
    put(block, CHECKSUM, "        ");
    block[156] = (byte) type;
    System.arraycopy(target, 0, block, 157, Math.min(target.length, NAME - 1));
    put(block, 257, "ustar  ");
    int sum = 0;
    for (byte each : block) {
      sum += each & 0xff;
    }
    put(block, CHECKSUM, "%06o\0 ".formatted(sum));
    out.write(block);
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private void pad(long size) throws IOException {
    int over = (int) (size % BLOCK);
    if (over > 0) {
      out.write(new byte[BLOCK - over]);
    }
  }
}
