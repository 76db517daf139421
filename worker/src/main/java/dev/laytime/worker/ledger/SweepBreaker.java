package dev.laytime.worker.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sweep that missed so much of a stage that no life is told of it without a person's word.
 *
 * @param sweptAt when the last sweep began that did
 * @param missed how many images it missed
 * @param images the first of them, for people
 * @param approvedBy null while it waits
 * @param expiresAt when an approval ends; null while it waits
 */
record SweepBreaker(
    String id,
    String stage,
    Instant sweptAt,
    long missed,
    List<String> images,
    String reason,
    Instant openedAt,
    @Nullable String approvedBy,
    @Nullable Long approvedCount,
    @Nullable Instant expiresAt) {

  SweepBreaker {
    images = List.copyOf(images);
  }

  /** Whether lives may be told of so many that are missed. */
  boolean lets(long count, Instant now) {
    return approved(now) && approvedCount != null && count <= approvedCount;
  }

  boolean approved(Instant now) {
    return expiresAt != null && now.isBefore(expiresAt);
  }

  /** Whether nobody has approved it. */
  boolean open() {
    return approvedBy == null;
  }

  /** What is withheld and why, for people. */
  String text() {
    return "%s; no life is told, waits for `laytime approve %s --count %d`"
        .formatted(reason, id, missed);
  }
}
