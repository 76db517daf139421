package dev.laytime.activities.registry.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The {@code Basic} scheme. */
final class BasicCredentials {

  private BasicCredentials() {}

  static boolean match(Optional<String> authorization, String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return authorization
        .filter(("Basic " + Base64.getEncoder().encodeToString(pair))::equals)
        .isPresent();
  }
}
