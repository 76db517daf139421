package dev.laytime.e2e.image;

import dev.laytime.image.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Content addresses. */
final class Sha256 {

  private Sha256() {}

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  static Digest name(byte[] hash) {
    return new Digest("sha256:" + HexFormat.of().formatHex(hash));
  }

  static Digest of(byte[] content) {
    return name(newDigest().digest(content));
  }
}
