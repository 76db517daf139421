package dev.laytime.worker.api;

import dev.laytime.worker.ledger.SeenSignatures;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are signed with a secret: HMAC-SHA256 over the timestamp, the method and path, and
 * the body. Each counts once, and not for long.
 */
final class Signatures {

  static final String SIGNATURE = "X-Laytime-Signature";
  static final String TIMESTAMP = "X-Laytime-Timestamp";

  /** How far the clocks may be apart, and how long one takes. */
  private static final Duration AGE = Duration.ofMinutes(5);

  private static final String PREFIX = "sha256=";
  private static final int REQUEST_ID = 32;

  private final byte[] secret;
  private final Grant grant;
  private final SeenSignatures seen;
  private final InstantSource clock;

  Signatures(String secret, Grant grant, SeenSignatures seen, InstantSource clock) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.grant = grant;
    this.seen = seen;
    this.clock = clock;
  }

  /**
   * Who signed a request.
   *
   * @throws NotShownException if nobody who has the secret, too long ago, or for another request
   */
  Caller of(HeldRequest request) {
    String signature = request.getHeader(SIGNATURE);
    String timestamp = request.getHeader(TIMESTAMP);
    Instant signed = signedAt(timestamp);
    if (request.getQueryString() != null) {
      throw new NotShownException("a signed request has no query");
    }
    String head = timestamp + "\n" + request.getMethod() + " " + request.getRequestURI() + "\n";
    byte[] wanted = mac(head.getBytes(StandardCharsets.UTF_8), request.body());
    if (signature == null || !MessageDigest.isEqual(wanted, bytes(signature))) {
      throw new NotShownException("its signature is not the one of its timestamp, path and body");
    }
    String hex = HexFormat.of().formatHex(wanted);
    Instant now = clock.instant();
    if (!seen.take(hex, signed.plus(AGE).plus(AGE), now)) {
      throw new NotShownException("it was sent before");
    }
    return new Caller("hmac", null, List.of(grant), "hmac-" + hex.substring(0, REQUEST_ID));
  }

  private Instant signedAt(@Nullable String timestamp) {
    if (timestamp == null || !timestamp.matches("\\d{1,12}")) {
      throw new NotShownException("it has no %s in seconds since 1970".formatted(TIMESTAMP));
    }
    Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(signed, clock.instant()).abs().compareTo(AGE) > 0) {
      throw new NotShownException(
          "it was signed at %s, more than %d minutes from now".formatted(signed, AGE.toMinutes()));
    }
    return signed;
  }

  private byte[] mac(byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC-SHA256", e);
    }
  }

  private static byte[] bytes(String signature) {
    try {
      return signature.startsWith(PREFIX)
          ? HexFormat.of().parseHex(signature.substring(PREFIX.length()))
          : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
