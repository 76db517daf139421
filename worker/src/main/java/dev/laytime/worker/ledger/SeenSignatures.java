package dev.laytime.worker.ledger;

import java.time.Instant;

/** Signed requests that were taken, so that none is taken twice by any worker. */
public interface SeenSignatures {

  /**
   * Takes one.
   *
   * @param signature 64 hex digits
   * @param until when it is too old to be sent again, and may be forgotten
   * @return whether it was not taken before
   */
  boolean take(String signature, Instant until, Instant now);
}
