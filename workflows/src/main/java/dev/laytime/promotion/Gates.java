package dev.laytime.promotion;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What all gates of a path are, as one value. */
public final class Gates {

  private Gates() {}

  /**
   * Another one for any other path or gates: what was approved under one does not count under
   * another.
   *
   * @return 64 hex digits
   */
  public static String hash(PromotionPath path) {
    // Records print all that they hold, in order.
    String text =
        "%s %s %s %s %s %s"
            .formatted(
                path.name(), path.from(), path.to(), path.replicas(), path.gates(), path.moves());
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
