package dev.laytime.worker.api;

import dev.laytime.activities.registry.verify.PublicKeys;
import dev.laytime.promotion.Proofs;
import dev.laytime.promotion.SignedStatement;
import dev.laytime.promotion.SignedStatement.Say;
import dev.laytime.worker.configuration.PromotionAccessProperties.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests with a statement that somebody signed with a key of their own: it proves itself, so the
 * request shows no token.
 */
final class SignedStatements {

  static final String STATEMENT = "X-Laytime-Statement";
  static final String SIGNATURE = "X-Laytime-Statement-Signature";

  /** So long may one count. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** How far the clocks may be apart. */
  private static final Duration APART = Duration.ofMinutes(5);

  private static final Map<String, Say> SAID =
      Map.of("/api/v1/promotions", Say.PROMOTE, "/api/v1/promotions/approvals", Say.APPROVE);

  private static final Logger log = LoggerFactory.getLogger(SignedStatements.class);

  private final Map<String, Path> approvers;

  /** What each one's keys were when they were last read. */
  private final Map<String, List<String>> known = new ConcurrentHashMap<>();

  private final InstantSource clock;

  /**
   * @param approvers the files of their keys, by name. They are read each time
   */
  SignedStatements(Map<String, Path> approvers, InstantSource clock) {
    this.approvers = Map.copyOf(approvers);
    this.approvers.forEach(this::fingerprints);
    this.clock = clock;
  }

  /**
   * Who signed the statement of a request.
   *
   * @throws NotShownException if nobody who may, too long ago, or for another kind of request
   * @throws KeysAwayException if a key cannot be read
   */
  Caller of(HeldRequest request) {
    byte[] text = bytes("statement", request.getHeader(STATEMENT));
    byte[] signature = bytes("signature", request.getHeader(SIGNATURE));
    SignedStatement statement = parse(new String(text, StandardCharsets.UTF_8));
    // One that is no text of its own bytes would be signed for another one.
    if (!Arrays.equals(statement.text().getBytes(StandardCharsets.UTF_8), text)) {
      throw new NotShownException("its statement is no UTF-8");
    }
    if (SAID.get(request.getRequestURI()) != statement.say()) {
      throw new NotShownException("its statement says %s".formatted(statement.say()));
    }
    requireInTime(statement.expires());
    PublicKeys keys = keys(statement.by());
    if (!keys.signed(text, signature)) {
      throw new NotShownException(
          "its statement is not signed with a key of '%s'".formatted(statement.by()));
    }
    requireOwn(statement.by(), keys);
    Action action = statement.say() == Say.APPROVE ? Action.APPROVE : Action.PROMOTE;
    return new Caller(
        statement.by(),
        Proofs.signature(statement.by()),
        List.of(new Grant(Set.of(statement.path()), Set.of(action))),
        statement.requestId(),
        statement);
  }

  private static SignedStatement parse(String text) {
    try {
      return SignedStatement.parse(text);
    } catch (IllegalArgumentException e) {
      throw new NotShownException("its statement cannot be read: " + e.getMessage());
    }
  }

  private static byte[] bytes(String what, @Nullable String header) {
    try {
      return Base64.getDecoder().decode(header == null ? "" : header);
    } catch (IllegalArgumentException e) {
      throw new NotShownException("its %s is not in base64".formatted(what));
    }
  }

  private void requireInTime(Instant expires) {
    Instant now = clock.instant();
    if (!expires.isAfter(now)) {
      throw new NotShownException("its statement has expired at " + expires);
    }
    if (expires.isAfter(now.plus(LONGEST).plus(APART))) {
      throw new NotShownException(
          "its statement expires at %s: it may count for an hour at most".formatted(expires));
    }
  }

  private PublicKeys keys(String by) {
    Path file = approvers.get(by);
    if (file == null) {
      throw new NotShownException("'%s' is none of this worker's approvers".formatted(by));
    }
    PublicKeys keys = read(by, file);
    known.put(by, keys.fingerprints());
    return keys;
  }

  /**
   * Nobody has two names: a key that is two approvers' proves neither. Another's file that cannot
   * be read now is as it was last read: it keeps nobody else from signing.
   */
  private void requireOwn(String by, PublicKeys keys) {
    approvers.forEach((name, file) -> {
      if (!name.equals(by)
          && !Collections.disjoint(keys.fingerprints(), fingerprints(name, file))) {
        throw new NotShownException("the key of '%s' is that of '%s', too".formatted(by, name));
      }
    });
  }

  private List<String> fingerprints(String name, Path file) {
    try {
      List<String> now = PublicKeys.read(file).fingerprints();
      known.put(name, now);
      return now;
    } catch (IOException e) {
      log.warn("the key of approver '{}' cannot be read: {}", name, e.getMessage());
      return known.getOrDefault(name, List.of());
    }
  }

  private static PublicKeys read(String name, Path file) {
    try {
      return PublicKeys.read(file);
    } catch (IOException e) {
      throw new KeysAwayException(
          "the key of approver '%s' cannot be read: %s".formatted(name, e.getMessage()), e);
    }
  }
}
