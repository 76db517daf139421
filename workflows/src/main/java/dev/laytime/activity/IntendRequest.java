package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import java.time.Instant;
import java.util.List;

/**
 * A removal to be counted. The same life, epoch, kind and deadline is the same intention.
 *
 * @param proof what the evidence was, for people
 */
public record IntendRequest(
    String life,
    Reference image,
    Digest digest,
    long epoch,
    RemovalKind kind,
    Instant notBefore,
    Instant now,
    List<String> proof) {
  public IntendRequest {
    proof = List.copyOf(proof);
  }
}
