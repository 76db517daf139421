package dev.laytime.promotion;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.mirror.TagPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values for tests. */
final class Promotions {

  static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  static final Digest OTHER = Digest.of("sha256", "cd".repeat(32));
  static final Reference SOURCE = Reference.parse("stage.test/dev/app:1.2.3");
  static final Reference TARGET = Reference.parse("prod.test/prod/app:1.2.3");
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private Promotions() {}

  static PromotionPath path(Gate... gates) {
    return path(false, List.of(), gates);
  }

  static PromotionPath path(boolean moves, List<TagPattern> tags, Gate... gates) {
    return new PromotionPath(
        "release",
        "staging",
        "prod",
        List.of(),
        List.of(),
        tags,
        List.of(gates),
        List.of(),
        moves,
        3,
        Duration.ofDays(7),
        PromotionPath.Automatic.NONE,
        List.of());
  }

  /** The hash of the path and its gates, whatever they are. */
  static final String GATES = "a".repeat(64);

  static PromotionOrder order(String requestId, Digest digest) {
    return order(requestId, digest, "release", PromotionOrder.Kind.PROMOTE);
  }

  static PromotionOrder order(
      String requestId, Digest digest, String path, PromotionOrder.Kind kind) {
    return new PromotionOrder(requestId, path, kind, SOURCE, digest, "prod", TARGET, "ci");
  }

  static Statement said(PromotionPath path, String gate, boolean passed, String by) {
    return said(path, gate, passed, by, null);
  }

  static Statement said(
      PromotionPath path, String gate, boolean passed, String by, @Nullable String proof) {
    return new Statement(by + gate + passed, gate, DIGEST, GATES, passed, by, proof, "", NOW);
  }

  static List<Gate.Report> read(PromotionPath path, Statement... statements) {
    return read(path, NOW, NOW, statements);
  }

  static List<Gate.Report> read(
      PromotionPath path, @Nullable Instant presentSince, Instant now, Statement... statements) {
    return new GateReading(
            path,
            GATES,
            order("r1", DIGEST),
            presentSince,
            "oidc https://i.test",
            false,
            List.of(statements),
            OpenHours.of(path, now),
            List.of(),
            now)
        .reports();
  }
}
