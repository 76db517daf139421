package dev.laytime.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes by SHA-256 (FIPS 180-4), of bytes and of texts in UTF-8. */
public final class Sha256 {

  private Sha256() {}

  /** One that is fed piece by piece. */
  public static MessageDigest begun() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Its 32 bytes. */
  public static byte[] of(byte[] content) {
    return begun().digest(content);
  }

  /** Its 64 hexadecimal digits, lowercase. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(of(content));
  }

  /** The same of a text. */
  public static String hex(String text) {
    return hex(text.getBytes(UTF_8));
  }

  /** As the OCI image specification writes it. */
  public static Digest digest(byte[] content) {
    return Digest.of("sha256", hex(content));
  }

  /**
   * A short name for long things, the same wherever it is made.
   *
   * @param digits how many of the 64, from the first
   * @param parts kept apart from each other, whatever is in them
   */
  public static String name(int digits, Object... parts) {
    MessageDigest hash = begun();
    for (Object part : parts) {
      byte[] bytes = part.toString().getBytes(UTF_8);
      hash.update((bytes.length + ":").getBytes(UTF_8));
      hash.update(bytes);
    }
    return HexFormat.of().formatHex(hash.digest()).substring(0, digits);
  }
}
