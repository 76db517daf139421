package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an image may leave.
 *
 * @param digest what it is; null where nobody knows
 * @param kind the step out that is asked about
 * @param notBefore scans must have started after this instant
 */
record Question(
    String life,
    Reference image,
    @Nullable Digest digest,
    RemovalKind kind,
    Instant notBefore,
    Instant now) {

  Question {
    digest = digest == null ? image.digest() : digest;
  }
}
