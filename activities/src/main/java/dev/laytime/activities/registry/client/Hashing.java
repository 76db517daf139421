package dev.laytime.activities.registry.client;

import dev.laytime.image.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of content. */
public final class Hashing {

  private Hashing() {}

  /** The digest of some bytes, by the algorithm of another digest. */
  public static Digest digestOf(byte[] content, String algorithm) {
    MessageDigest digest = newDigest(algorithm);
    digest.update(content);
    return finish(digest, algorithm);
  }

  static MessageDigest newDigest(String algorithm) {
    String name =
        switch (algorithm) {
          case "sha256" -> "SHA-256";
          case "sha384" -> "SHA-384";
          case "sha512" -> "SHA-512";
          default -> throw new IllegalArgumentException("No such digest algorithm: " + algorithm);
        };
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + name, e);
    }
  }

  static Digest finish(MessageDigest digest, String algorithm) {
    return Digest.of(algorithm, HexFormat.of().formatHex(digest.digest()));
  }
}
