package dev.laytime.activities.registry.layout;

import dev.laytime.image.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How digests are computed: those that the specification registers, and sha384, which other tools
 * know too.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#registered-algorithms">OCI
 *     image-spec, registered algorithms</a>
 */
public enum DigestAlgorithm {
  SHA256("sha256", "SHA-256"),
  SHA384("sha384", "SHA-384"),
  SHA512("sha512", "SHA-512");

  private final String label;
  private final String javaName;

  DigestAlgorithm(String label, String javaName) {
    this.label = label;
    this.javaName = javaName;
  }

  /** The algorithm that a digest was made with. */
  public static DigestAlgorithm of(Digest digest) {
    return named(digest.algorithm()).orElseThrow();
  }

  /** The algorithm of a name as it stands in digests, or empty for any other than these. */
  public static Optional<DigestAlgorithm> named(String name) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.label.equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** A computation to feed, to be ended by {@link #finish}. */
  public MessageDigest start() {
    try {
      return MessageDigest.getInstance(javaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + javaName, e);
    }
  }

  /** The digest of what was fed. */
  public Digest finish(MessageDigest computation) {
    return Digest.of(label, HexFormat.of().formatHex(computation.digest()));
  }

  /** The digest of some bytes. */
  public Digest digest(byte[] bytes) {
    MessageDigest computation = start();
    computation.update(bytes);
    return finish(computation);
  }
}
