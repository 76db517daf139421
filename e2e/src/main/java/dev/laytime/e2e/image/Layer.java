package dev.laytime.e2e.image;

import dev.laytime.image.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A layer in a file: a tar archive with one file of random bytes, as gzip without compression.
 *
 * @param file that holds it
 * @param digest of the file
 * @param diffId the digest of the archive within
 * @param size of the file in bytes
 */
public record Layer(Path file, Digest digest, Digest diffId, long size) {

  private static final int BLOCK = 512;
  private static final int END = 2 * BLOCK;

  /**
   * Writes a layer; the same seed gives the same bytes.
   *
   * @param bytes of the file within, rounded up to a whole tar block
   */
  public static Layer random(Path directory, long seed, long bytes) {
    Path file = directory.resolve("layer-" + seed + ".tar.gz");
    long content = Math.ceilDiv(bytes, BLOCK) * BLOCK;
    MessageDigest outer = Algorithm.SHA256.newDigest();
    MessageDigest inner = Algorithm.SHA256.newDigest();
    try (OutputStream zipped = new DigestOutputStream(Files.newOutputStream(file), outer);
        OutputStream out = new DigestOutputStream(new StoredGzip(zipped), inner)) {
      out.write(header("random-" + seed, content));
      writeRandom(out, new SplittableRandom(seed), content);
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

  /** Random bytes do not get smaller: nobody's time is spent on trying. */
  private static final class StoredGzip extends GZIPOutputStream {
    StoredGzip(OutputStream out) throws IOException {
      super(out, 64 * 1024);
      def.setLevel(Deflater.NO_COMPRESSION);
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
  private static byte[] header(String name, long size) {
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, "%011o\0".formatted(size));
    put(header, 136, "%011o\0".formatted(0));
    put(header, 148, "        ");
    put(header, 156, "0");
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
