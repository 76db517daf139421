package dev.laytime.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * A secret that is looked for where none may be.
 *
 * @param user whose it is; empty for nobody's
 */
public record Canary(String user, String secret) {

  /** As it is sent. */
  public String shown() {
    return user.isEmpty() ? secret : user + ":" + secret;
  }

  /** However it may have been written down; a database's dump has bytes in hexadecimal. */
  public Stream<String> forms() {
    return Stream.of(
        secret,
        base64(secret),
        base64(user + ":" + secret),
        HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)));
  }

  /** Without what may fill it up at its end. */
  public static String base64(String text) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
