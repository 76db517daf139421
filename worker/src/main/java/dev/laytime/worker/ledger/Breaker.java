package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import dev.laytime.ledger.RemovalKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Removals in one repository that are more than may go without a person's word.
 *
 * @param approvedBy null while it waits
 * @param expiresAt when an approval ends; null while it waits
 */
record Breaker(
    String id,
    String stage,
    Repository repository,
    RemovalKind kind,
    String reason,
    Instant openedAt,
    @Nullable String approvedBy,
    @Nullable Long approvedCount,
    @Nullable Instant expiresAt) {

  /** Whether what waited under it may go. */
  boolean approved(Instant now) {
    return expiresAt != null && now.isBefore(expiresAt);
  }

  /** Whether it still gathers what is over the bounds. */
  boolean open() {
    return approvedBy == null;
  }
}
