package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Credentials that stand in a document, by what they are for: its {@code auths}. */
final class AuthEntries {

  private final JsonNode entries;

  AuthEntries(JsonNode entries) {
    this.entries = entries;
  }

  /**
   * The credential under the key that names its place most closely; entries without a credential do
   * not count.
   *
   * @param keys those that are for the place
   */
  Optional<Credential> closest(Predicate<AuthKey> keys) throws IOException {
    List<Map.Entry<AuthKey, JsonNode>> candidates =
        entries.properties().stream()
            .map(entry -> Map.entry(AuthKey.parse(entry.getKey()), entry.getValue()))
            .filter(entry -> keys.test(entry.getKey()))
            .sorted(
                Comparator.comparing(
                    Map.Entry::getKey, Comparator.comparingInt(AuthKey::length).reversed()))
            .toList();
    for (Map.Entry<AuthKey, JsonNode> candidate : candidates) {
      Optional<Credential> credential = credential(candidate.getValue());
      if (credential.isPresent()) {
        return credential;
      }
    }
    return Optional.empty();
  }

  boolean any(Predicate<AuthKey> keys) {
    return entries.propertyStream().map(Map.Entry::getKey).map(AuthKey::parse).anyMatch(keys);
  }

  private static Optional<Credential> credential(JsonNode auth) throws IOException {
    String identity = auth.path("identitytoken").asText();
    if (!identity.isEmpty()) {
      return Optional.of(new Credential.IdentityToken(identity));
    }
    String username = auth.path("username").asText();
    String password = auth.path("password").asText();
    if (!username.isEmpty() && !password.isEmpty()) {
      return Optional.of(new Credential.UsernamePassword(username, password));
    }
    return decoded(auth.path("auth").asText());
  }

  private static Optional<Credential> decoded(String auth) throws IOException {
    if (auth.isEmpty()) {
      return Optional.empty();
    }
    String pair;
    try {
      pair = new String(Base64.getMimeDecoder().decode(auth), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IOException("an `auth` is not base64");
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw new IOException("an `auth` is not base64 of user:password");
    }
    // Docker pads what it encodes.
    String password = pair.substring(colon + 1).replaceFirst("\0+$", "");
    return Optional.of(new Credential.UsernamePassword(pair.substring(0, colon), password));
  }
}
