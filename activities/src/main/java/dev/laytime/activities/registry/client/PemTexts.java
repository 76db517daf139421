package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PEM texts with which TLS is spoken to one registry on somebody's account. They never show.
 *
 * @param name where they come from, for people
 * @param ca authorities that are trusted besides the system's; null for none
 * @param certificate shows the registry who asks; null for nobody
 * @param key of that certificate, not encrypted
 */
public record PemTexts(
    String name, @Nullable String ca, @Nullable String certificate, @Nullable String key) {

  /**
   * Why they are of no use; empty where they are. It quotes nothing of them.
   *
   * <p>A certificate goes with its key, and neither goes alone.
   */
  public Optional<String> unusable() {
    try {
      var _ = authorities();
      if (certificate != null || key != null) {
        var _ = identity();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(RegistryErrors.clean(e.getMessage()));
    }
  }

  /** A certificate with what leads to its authority, and its key. */
  record Identity(PrivateKey key, List<X509Certificate> chain) {}

  List<X509Certificate> authorities() throws IOException {
    try {
      return ca == null ? List.of() : Pem.certificates(Pem.parse(ca));
    } catch (IOException e) {
      throw new IOException("the authority: " + e.getMessage(), e);
    }
  }

  Identity identity() throws IOException {
    if (certificate == null || key == null) {
      throw new IOException("a certificate and its key go together, and one of them is not there");
    }
    List<X509Certificate> chain;
    try {
      chain = Pem.certificates(Pem.parse(certificate));
    } catch (IOException e) {
      throw new IOException("the certificate: " + e.getMessage(), e);
    }
    try {
      PrivateKey own = PrivateKeys.first(Pem.parse(key));
      if (!PrivateKeys.belongTogether(own, chain.getFirst().getPublicKey())) {
        throw new IOException("it is not that of the certificate");
      }
      return new Identity(own, chain);
    } catch (IOException e) {
      throw new IOException("the key: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "PemTexts[" + name + "]";
  }
}
