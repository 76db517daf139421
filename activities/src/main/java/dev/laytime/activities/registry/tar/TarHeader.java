package dev.laytime.activities.registry.tar;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One header block, as it is written. */
record TarHeader(char type, String name, long size, String link) {

  static final int BLOCK = 512;

  private static final int SIGN_BIT = 0x80;
  static final int CHECKSUM = 148;
  private static final int CHECKSUM_END = 156;

  /** Whether nothing follows. */
  static boolean isEnd(byte[] block) {
    return Arrays.equals(block, new byte[BLOCK]);
  }

  /**
   * @throws TarException if the block is no header
   */
  static TarHeader parse(byte[] block) throws TarException {
    if (block[0] == 0x1f && (block[1] & 0xff) == 0x8b) {
      throw new TarException("it is compressed, not a plain tar archive");
    }
    if (number(block, CHECKSUM, 8) != checksum(block)) {
      throw new TarException("it is not a tar archive, or it is damaged");
    }
    String name = text(block, 0, 100);
    boolean ustar = text(block, 257, 6).equals("ustar") && block[262] == 0;
    String prefix = ustar ? text(block, 345, 155) : "";
    return new TarHeader(
        (char) (block[156] & 0xff),
        prefix.isEmpty() ? name : prefix + "/" + name,
        number(block, 124, 12),
        text(block, 157, 100));
  }

  static int checksum(byte[] block) {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= CHECKSUM && i < CHECKSUM_END ? ' ' : block[i] & 0xff;
    }
    return sum;
  }

  private static long number(byte[] block, int offset, int length) throws TarException {
    if ((block[offset] & SIGN_BIT) != 0) {
      return binary(Arrays.copyOfRange(block, offset, offset + length));
    }
    String digits = text(block, offset, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new TarException("it is not a tar archive, or it is damaged");
    }
  }

  /** GNU's way to write what octal digits cannot. */
  private static long binary(byte[] bytes) throws TarException {
    bytes[0] = (byte) (bytes[0] & ~SIGN_BIT);
    try {
      return new BigInteger(bytes).longValueExact();
    } catch (ArithmeticException e) {
      throw new TarException("an entry declares an impossible size");
    }
  }

  private static String text(byte[] block, int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return new String(block, offset, end - offset, StandardCharsets.UTF_8);
  }
}
