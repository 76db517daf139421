package dev.laytime.worker.ledger;

import dev.laytime.activity.IntendRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Sha256;
import dev.laytime.ledger.RemovalKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A removal that was counted.
 *
 * @param breaker under which it waits or waited; null for none
 * @param outcome how it ended; null while nobody knows
 */
record Intention(
    String id,
    String life,
    Reference image,
    String stage,
    Digest digest,
    long epoch,
    RemovalKind kind,
    Instant notBefore,
    Instant intendedAt,
    @Nullable String breaker,
    @Nullable String outcome) {

  /** What an intention that was carried out ends with. */
  static final String DONE = "done";

  private static final int ID_DIGITS = 32;

  /** The same life, epoch, kind and deadline is the same intention. */
  static String id(String life, long epoch, RemovalKind kind, Instant notBefore) {
    return "in-"
        + Sha256.name(ID_DIGITS, life, epoch, kind, notBefore.truncatedTo(ChronoUnit.MICROS));
  }

  static Intention of(IntendRequest request, String stage, @Nullable String breaker) {
    return new Intention(
        id(request.life(), request.epoch(), request.kind(), request.notBefore()),
        request.life(),
        request.image(),
        stage,
        request.digest(),
        request.epoch(),
        request.kind(),
        request.notBefore(),
        request.now(),
        breaker,
        null);
  }

  /** The same, which waits or waited under a breaker. */
  Intention under(String id) {
    return new Intention(
        this.id, life, image, stage, digest, epoch, kind, notBefore, intendedAt, id, outcome);
  }

  Repository repository() {
    return image.repository();
  }
}
