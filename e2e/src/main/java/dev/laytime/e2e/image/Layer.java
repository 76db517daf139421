package dev.laytime.e2e.image;

import dev.laytime.image.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A layer in a file: a tar archive of files, as gzip, mostly without compression.
 *
 * @param file that holds it
 * @param digest of the file
 * @param diffId the digest of the archive within
 * @param size of the file in bytes
 */
public record Layer(Path file, Digest digest, Digest diffId, long size) {

  private static final int BLOCK = 512;
  private static final int END = 2 * BLOCK;
  private static final String READABLE = "0000644";
  private static final String EXECUTABLE = "0000755";

  /**
   * Writes a layer; the same seed gives the same bytes.
   *
   * @param bytes of the file within, rounded up to a whole tar block
   */
  public static Layer random(Path directory, long seed, long bytes) {
    long content = Math.ceilDiv(bytes, BLOCK) * BLOCK;
    return write(
        directory.resolve("layer-" + seed + ".tar.gz"),
        out -> {
          out.write(header("random-" + seed, READABLE, content));
          writeRandom(out, new SplittableRandom(seed), content);
        });
  }

  /**
   * Writes a layer with a program in the root, called as its file is.
   *
   * @param seed of the layer's name
   */
  public static Layer program(Path directory, long seed, Path program) {
    return write(
        directory.resolve("layer-" + seed + ".tar.gz"),
        out -> copy(program.getFileName().toString(), program, out));
  }

  /**
   * Writes a layer of files, each with its place in the image, and makes it small.
   *
   * @param target the layer's file
   */
  static Layer files(Path target, Map<String, Path> files) {
    return write(
        target,
        Deflater.DEFAULT_COMPRESSION,
        out -> {
          for (Map.Entry<String, Path> file : files.entrySet()) {
            copy(file.getKey(), file.getValue(), out);
          }
        });
  }

  /**
   * Writes a layer of a program that has a capability whoever runs it, and makes it small.
   *
   * @param target the layer's file
   * @param name its place in the image
   * @param capability the number that Linux gives it
   */
  static Layer capable(Path target, String name, Path program, int capability) {
    return write(
        target,
        Deflater.DEFAULT_COMPRESSION,
        out -> {
          byte[] record = capabilityRecord(capability);
          out.write(header("pax", READABLE, record.length, 'x'));
          out.write(record);
          out.write(new byte[BLOCK - record.length]);
          copy(name, program, out);
        });
  }

  /** As the extended attribute {@code security.capability} of the second version. */
  private static byte[] capabilityRecord(int capability) {
    ByteBuffer value = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    value.putInt(0x02000001).putInt(1 << capability);
    String key = " SCHILY.xattr.security.capability=";
    int length = key.length() + value.capacity() + 1;
    length += Integer.toString(length + 2).length();
    ByteBuffer record = ByteBuffer.allocate(length);
    record.put((length + key).getBytes(StandardCharsets.US_ASCII));
    record.put(value.array()).put((byte) '\n');
    return record.array();
  }

  /** One that was written before. */
  static Layer of(Path file) {
    MessageDigest outer = Algorithm.SHA256.newDigest();
    MessageDigest inner = Algorithm.SHA256.newDigest();
    try (InputStream zipped =
            new DigestInputStream(new BufferedInputStream(Files.newInputStream(file)), outer);
        InputStream content = new DigestInputStream(new GZIPInputStream(zipped), inner)) {
      content.transferTo(OutputStream.nullOutputStream());
      zipped.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + file, e);
    }
    return new Layer(
        file,
        Algorithm.SHA256.name(outer.digest()),
        Algorithm.SHA256.name(inner.digest()),
        file.toFile().length());
  }

  private static void copy(String name, Path file, OutputStream out) throws IOException {
    long size = Files.size(file);
    out.write(header(name, Files.isExecutable(file) ? EXECUTABLE : READABLE, size));
    Files.copy(file, out);
    out.write(new byte[(int) (Math.ceilDiv(size, BLOCK) * BLOCK - size)]);
  }

  /** Random bytes do not get smaller: nobody's time is spent on trying. */
  private static Layer write(Path file, Content content) {
    return write(file, Deflater.NO_COMPRESSION, content);
  }

  private static Layer write(Path file, int level, Content content) {
    MessageDigest outer = Algorithm.SHA256.newDigest();
    MessageDigest inner = Algorithm.SHA256.newDigest();
    try (OutputStream zipped = new DigestOutputStream(Files.newOutputStream(file), outer);
        OutputStream out = new DigestOutputStream(new Gzip(zipped, level), inner)) {
      content.writeTo(out);
      out.write(new byte[END]);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
    return new Layer(
        file,
        Algorithm.SHA256.name(outer.digest()),
        Algorithm.SHA256.name(inner.digest()),
        file.toFile().length());
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out, int level) throws IOException {
      super(out, 64 * 1024);
      def.setLevel(level);
    }
  }

  private static void writeRandom(OutputStream out, SplittableRandom random, long bytes)
      throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (long left = bytes; left > 0; left -= buffer.length) {
      random.nextBytes(buffer);
      out.write(buffer, 0, (int) Math.min(left, buffer.length));
    }
  }

  /** A header of the ustar format; its checksum counts itself as eight spaces. */
  private static byte[] header(String name, String mode, long size) {
    return header(name, mode, size, '0');
  }

  private static byte[] header(String name, String mode, long size, char type) {
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    put(header, 0, name);
    put(header, 100, mode + "\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o\0".formatted(size));
    put(header, 136, "%011o\0".formatted(0));
    put(header, 148, "        ");
    put(header, 156, String.valueOf(type));
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte value : header.array()) {
      sum += value & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header.array();
  }

  private static void put(ByteBuffer header, int offset, String text) {
    header.put(offset, text.getBytes(StandardCharsets.US_ASCII));
  }
}
