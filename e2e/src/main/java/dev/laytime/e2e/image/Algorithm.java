package dev.laytime.e2e.image;

import dev.laytime.image.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What content addresses are made with. */
enum Algorithm {
  SHA256("sha256", "SHA-256"),
  SHA512("sha512", "SHA-512");

  private final String name;
  private final String javaName;

  Algorithm(String name, String javaName) {
    this.name = name;
    this.javaName = javaName;
  }

  MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + javaName, e);
    }
  }

  Digest name(byte[] hash) {
    return Digest.of(name, HexFormat.of().formatHex(hash));
  }

  Digest of(byte[] content) {
    return name(newDigest().digest(content));
  }
}
