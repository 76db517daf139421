package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question whether an image may leave.
 *
 * @param notBefore scans must have started after this instant
 * @param now the workflow's time
 */
public record EvidenceRequest(
    String life,
    Reference image,
    @Nullable Digest digest,
    long epoch,
    RemovalKind kind,
    Instant notBefore,
    Instant now) {}
