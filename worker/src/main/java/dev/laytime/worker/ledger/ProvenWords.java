package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is proven to have been said. Whoever checked a proof writes it down first, and then sends
 * the message with the same request id: a message counts as proven only where all of it fits.
 */
public interface ProvenWords {

  /**
   * Writes one down. The same word again changes nothing.
   *
   * @throws Wishes.RefusedException if another word has its request id
   */
  void write(Word word);

  /** What a word is about. */
  enum Kind {
    PROMOTE,
    ROLLBACK,
    APPROVE,
    CHECK,
    CANCEL
  }

  /**
   * A word.
   *
   * @param requestId of the message that follows
   * @param promotion the workflow's id
   * @param digest that it is about
   * @param gate that it is for; null where it is for none
   * @param passed whether it speaks for the promotion
   * @param subject who said it, exactly as the message's {@code by}
   * @param proof as in {@code oidc https://issuer}
   */
  record Word(
      String requestId,
      Kind kind,
      String promotion,
      Digest digest,
      @Nullable String gate,
      boolean passed,
      String subject,
      String proof,
      Instant at) {

    /** Whether all but the time is the same. */
    boolean says(Word other) {
      return at(Instant.EPOCH).equals(other.at(Instant.EPOCH));
    }

    private Word at(Instant instant) {
      return new Word(requestId, kind, promotion, digest, gate, passed, subject, proof, instant);
    }
  }
}
