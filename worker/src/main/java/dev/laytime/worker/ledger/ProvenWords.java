package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is proven to have been said. Whoever checked a proof writes it down first, and then sends
 * the message with the same request id, and with the nonce that came of writing: a message counts
 * as proven only where all of it fits. Who learns the request id has no proof by that. A word
 * counts for an hour at most until it is taken; an order's as long as the promotion from then on,
 * and at most as long as its path lets one wait, and a day.
 */
public interface ProvenWords {

  /**
   * Writes one down. The same word again changes nothing.
   *
   * @return the nonce that its message must bring: nobody else knows it
   * @throws Wishes.RefusedException if another word that still counts has its request id
   */
  String write(Word word);

  /**
   * Writes one down that can be sent once: until then no other one has its request id, whatever
   * becomes of it.
   *
   * @return as {@link #write}
   * @param until when nobody takes it any more, and it counts no more where nobody has
   * @throws Wishes.RefusedException if it was sent before, and does not count any more
   */
  String writeOnce(Word word, Instant until);

  /** The id of this installation: what is signed for another one counts for nothing here. */
  String installation();

  /** It was not taken: what nobody has taken yet counts no more. */
  void withdraw(Word word);

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
   * @param path of the promotion
   * @param promotion the workflow's id
   * @param digest that it is about
   * @param gate that it is for; null where it is for none
   * @param gates the hash of the path's gates under which it was said; null where it is for none
   * @param passed whether it speaks for the promotion
   * @param subject who said it, exactly as the message's {@code by}
   * @param proof as in {@code oidc https://issuer}
   */
  record Word(
      String requestId,
      Kind kind,
      String path,
      String promotion,
      Digest digest,
      @Nullable String gate,
      @Nullable String gates,
      boolean passed,
      String subject,
      String proof,
      Instant at) {

    /** Whether all but the time is the same. */
    boolean says(Word other) {
      return means(other) && proof.equals(other.proof);
    }

    /** Whether it is said by the same of the same, however that is proven. */
    boolean means(Word other) {
      return bare().equals(other.bare());
    }

    private Word bare() {
      return new Word(
          requestId,
          kind,
          path,
          promotion,
          digest,
          gate,
          gates,
          passed,
          subject,
          "",
          Instant.EPOCH);
    }
  }
}
