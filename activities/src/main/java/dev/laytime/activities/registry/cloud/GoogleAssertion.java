package dev.laytime.activities.registry.cloud;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a service account says of itself, signed with its key. Its text never shows the key.
 *
 * @param key in PEM, as Google writes it
 * @see <a
 *     href="https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests">Google,
 *     OAuth 2.0 for server to server applications</a>
 */
record GoogleAssertion(String email, String keyId, String key) {

  private static final long SECONDS = 3600;

  /**
   * The assertion, as a token for that service; empty where the key is none.
   *
   * @param audience the address of the token service
   */
  Optional<String> signed(String audience, Instant now) {
    long begin = now.getEpochSecond();
    String header = Json.write(Map.of("alg", "RS256", "typ", "JWT", "kid", keyId));
    String claims =
        Json.write(
            Map.of(
                "iss", email,
                "scope", GoogleTokens.SCOPE,
                "aud", audience,
                "iat", begin,
                "exp", begin + SECONDS));
    String text = encoded(header) + "." + encoded(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(privateKey());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return Optional.of(text + "." + encoded(signature.sign()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty(); // the cause may quote the key
    }
  }

  private PrivateKey privateKey() throws GeneralSecurityException {
    String base64 = key.replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "GoogleAssertion[" + email + "]";
  }
}
