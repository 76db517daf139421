package dev.laytime.worker.api;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.image.Digest;
import dev.laytime.promotion.PathWords;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.SignedStatement;
import dev.laytime.worker.configuration.PromotionAccessProperties.Action;
import dev.laytime.worker.ledger.PromotionOrdering;
import dev.laytime.worker.ledger.PromotionPaths;
import dev.laytime.worker.ledger.Promotions;
import dev.laytime.worker.ledger.Promotions.Known;
import dev.laytime.worker.ledger.ProvenWords;
import dev.laytime.worker.ledger.ProvenWords.Kind;
import dev.laytime.worker.ledger.ProvenWords.Word;
import dev.laytime.worker.messages.PromotionWords;
import dev.laytime.worker.messages.PromotionWords.UnsaidException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What every request about promotions does: who, whether, proof first, and then the word. */
final class PromotionCalls {

  private static final String LIST = "see which there are: laytime promotions";

  private final Promotions promotions;
  private final PromotionOrdering ordering;
  private final ProvenWords proven;
  private final PromotionPaths paths;
  private final PromotionWords words;
  private final InstantSource clock;

  PromotionCalls(
      Promotions promotions,
      PromotionOrdering ordering,
      ProvenWords proven,
      PromotionPaths paths,
      PromotionWords words,
      InstantSource clock) {
    this.promotions = promotions;
    this.ordering = ordering;
    this.proven = proven;
    this.paths = paths;
    this.words = words;
    this.clock = clock;
  }

  /** The request's own id, or one that nobody else has. */
  static String requestId(@Nullable String said, Caller caller) {
    String id = Inputs.name("requestId", said);
    String fault = PathWords.faultInRequest(id);
    if (fault != null) {
      throw RequestException.bad("read requestId", "it " + fault, "choose another one");
    }
    return id != null
        ? id
        : caller.requestId() != null ? caller.requestId() : UUID.randomUUID().toString();
  }

  /** The promotion of an id, if who asks may ask for its path. */
  Known known(String what, @Nullable String id, Caller caller, Action action) {
    String named = Inputs.text("id", id);
    Known known =
        promotions
            .find(named)
            .orElseThrow(
                () -> RequestException.missing(what, "nobody knows a promotion " + named, LIST));
    caller.requireAllowed(what, known.status().order().path(), action);
    return known;
  }

  /** The order of a wish. */
  static PromotionOrder order(String what, PromotionWishResult found) {
    PromotionOrder order = found.order();
    if (order == null) {
      throw RequestException.conflict(
          what, found.refusal(), "docs/how-to/promote-from-ci.md says how paths are chosen");
    }
    return order;
  }

  /** Gives an order. */
  PromotionAnswer ask(String what, PromotionOrder order, Caller caller) {
    String id = ordering.id(order);
    Proven word =
        prove(
            caller,
            order.requestId(),
            order.kind() == PromotionOrder.Kind.ROLLBACK ? Kind.ROLLBACK : Kind.PROMOTE,
            order.path(),
            id,
            order.digest(),
            null,
            null,
            true);
    PromotionOrder sent = order.with(Proven.nonceOf(word));
    PromotionAnswer answer = sent(what, word, () -> words.ask(id, sent));
    boolean busy = answer.answer().equals("busy");
    if (busy || answer.answer().equals("refused")) {
      withdraw(word);
      String cause = "%s is %s: %s".formatted(answer.id(), answer.answer(), answer.reason());
      String hint = "look at it: laytime promotions show '%s'".formatted(answer.id());
      throw busy
          ? RequestException.busy(what, cause, hint)
          : RequestException.conflict(what, cause, hint);
    }
    return answer;
  }

  /**
   * What is written down.
   *
   * @param nonce that the message must bring
   */
  record Proven(Word word, String nonce) {

    /** What a message must bring; null where nothing is proven. */
    static @Nullable String nonceOf(@Nullable Proven proven) {
      return proven == null ? null : proven.nonce;
    }
  }

  /**
   * Writes down who is proven to say something, before it is said.
   *
   * @param gates the hash of what was seen; null for what is now
   * @return what was written down; null where nothing is proven
   * @throws RequestException if another thing was signed
   */
  @Nullable Proven prove(
      Caller caller,
      String requestId,
      Kind kind,
      String path,
      String promotion,
      Digest digest,
      @Nullable String gate,
      @Nullable String gates,
      boolean passed) {
    String proof = caller.proof();
    String name = caller.name();
    if (proof != null && name != null) {
      Word word =
          new Word(
              requestId,
              kind,
              path,
              promotion,
              digest,
              gate,
              gate == null || gates != null ? gates : paths.gates(path).orElse(""),
              passed,
              name,
              proof,
              clock.instant());
      SignedStatement signed = caller.signed();
      if (signed == null) {
        return new Proven(word, proven.write(word));
      }
      requireHere(signed, word);
      requireSigned(signed, word);
      return new Proven(word, proven.writeOnce(word, signed.expires()));
    }
    return null;
  }

  /**
   * What a promotion answers; a word that it refuses counts for nothing that comes later.
   *
   * @param word that was written down before; null for none
   */
  <T> T sent(String what, @Nullable Proven word, Supplier<T> say) {
    try {
      return said(what, say);
    } catch (RequestException e) {
      if (!e.isUnanswered()) {
        withdraw(word);
      }
      throw e;
    }
  }

  private void withdraw(@Nullable Proven word) {
    if (word != null) {
      proven.withdraw(word.word());
    }
  }

  /** Nothing is written down for what is over: it would count for what comes after it. */
  static void requireOngoing(String what, Known known, Caller caller) {
    if (caller.proof() != null && known.status().state().over()) {
      throw RequestException.conflict(
          what,
          "it is over: " + known.status().state(),
          "look again what it is now, and decide anew");
    }
  }

  private void requireHere(SignedStatement signed, Word word) {
    if (!signed.to().equals(proven.installation())) {
      throw RequestException.forbidden(
          "%s %s".formatted(signed.say().name().toLowerCase(Locale.ROOT), word.promotion()),
          "it is signed for the installation %s, not for this one".formatted(signed.to()),
          "sign what this one prints: laytime promotions statement");
    }
  }

  /** The id of this installation. */
  String installation() {
    return proven.installation();
  }

  private static void requireSigned(SignedStatement signed, Word word) {
    boolean same =
        signed.say().name().equals(word.kind().name())
            && signed.requestId().equals(word.requestId())
            && signed.path().equals(word.path())
            && signed.promotion().equals(word.promotion())
            && signed.digest().equals(word.digest())
            && Objects.equals(signed.gate(), word.gate())
            && Objects.equals(signed.gates(), word.gates());
    if (!same) {
      throw RequestException.forbidden(
          "%s %s".formatted(signed.say().name().toLowerCase(Locale.ROOT), word.promotion()),
          "another thing was signed than is asked for",
          "send what the statement says: " + signed.text().replace('\n', ' ').strip());
    }
  }

  /** What a promotion answers. */
  static <T> T said(String what, Supplier<T> word) {
    return said(what, LIST, word);
  }

  /**
   * What a promotion or a build answers.
   *
   * @param list where to look which there are
   */
  static <T> T said(String what, String list, Supplier<T> word) {
    try {
      return word.get();
    } catch (UnsaidException e) {
      String cause = String.valueOf(e.getMessage());
      throw switch (e.why()) {
        case MISSING -> RequestException.missing(what, cause, list);
        case REFUSED ->
            RequestException.conflict(what, cause, "look again what it is now, and decide anew");
        case UNANSWERED ->
            new RequestException(
                HttpStatus.SERVICE_UNAVAILABLE,
                new Refusal(
                    what, cause, "check that Temporal and a worker run; it may be taken yet"));
      };
    }
  }
}
