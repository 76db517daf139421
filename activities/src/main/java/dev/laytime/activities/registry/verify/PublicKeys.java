package dev.laytime.activities.registry.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The public keys of somebody, as cosign and openssl write them. */
public final class PublicKeys {

  private final List<TrustedKey> keys;

  private PublicKeys(List<TrustedKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * The keys of a PEM file: at least one.
   *
   * @throws IOException if it cannot be read, or holds anything else
   */
  public static PublicKeys read(Path file) throws IOException {
    return new PublicKeys(TrustedKey.read(file));
  }

  /** Whether a signature of some bytes was made with one of them. */
  public boolean signed(byte[] content, byte[] signature) {
    return keys.stream().anyMatch(key -> key.signed(content, signature));
  }

  /** One text for each key, in the same order however the file has them. */
  public List<String> fingerprints() {
    return keys.stream().map(TrustedKey::fingerprint).distinct().sorted().toList();
  }
}
