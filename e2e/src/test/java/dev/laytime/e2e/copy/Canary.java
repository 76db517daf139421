package dev.laytime.e2e.copy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * A secret that is looked for where none may be.
 *
 * @param user whose it is; empty for nobody's
 */
record Canary(String user, String secret) {

  /** As it is sent. */
  String shown() {
    return user.isEmpty() ? secret : user + ":" + secret;
  }

  /** However it may have been written down; a database's dump has bytes in hexadecimal. */
  Stream<String> forms() {
    return Stream.of(
        secret,
        base64(secret),
        base64(user + ":" + secret),
        HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
  }

  static String base64(String text) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
