package dev.laytime.activities.crd.flux;

import dev.laytime.activities.crd.ObjectApi;
import dev.laytime.activities.crd.SecretReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Secret of an object's {@code certSecretRef} holds, under Flux's keys or its older ones.
 * Its text never shows that.
 *
 * @param secret its name, as {@code NAMESPACE/NAME}
 * @param ca PEM of authorities; null for none
 * @param certificate PEM of who asks; null for nobody
 * @param key PEM of that certificate's key; null for none
 */
public record FluxCertificates(
    String secret, @Nullable String ca, @Nullable String certificate, @Nullable String key) {

  private static final List<String> CA = List.of("ca.crt", "caFile");
  private static final List<String> CERTIFICATE = List.of("tls.crt", "certFile");
  private static final List<String> KEY = List.of("tls.key", "keyFile");
  private static final List<String> KEYS =
      List.of("ca.crt", "caFile", "tls.crt", "certFile", "tls.key", "keyFile");

  /**
   * Reads the Secret of an object.
   *
   * @param secrets those that may be read, as {@code NAMESPACE/NAME}
   * @return null where the object names none
   * @throws IOException if it cannot be had, or has none of these keys; it quotes nothing of it
   */
  static @Nullable FluxCertificates read(ObjectApi api, ImageRepository object, Set<String> secrets)
      throws IOException {
    if (object.certificates().isEmpty()) {
      return null;
    }
    String name = object.certificatesKey();
    if (!secrets.contains(name)) {
      throw new IOException("Secret %s may not be read".formatted(name));
    }
    Map<String, String> found =
        SecretReader.texts(api, object.header().namespace(), object.certificates(), KEYS);
    if (found.isEmpty()) {
      throw new IOException("Secret %s has neither ca.crt nor tls.crt and tls.key".formatted(name));
    }
    return new FluxCertificates(
        name, first(found, CA), first(found, CERTIFICATE), first(found, KEY));
  }

  private static @Nullable String first(Map<String, String> found, List<String> keys) {
    for (String key : keys) {
      String text = found.get(key);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "FluxCertificates[" + secret + "]";
  }
}
