package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A life under change: a record of its many components cannot be copied readably otherwise. */
final class LifeChange {

  private final Life from;
  LifeState state;
  long epoch;
  long sequence;
  boolean recalled;
  @Nullable Digest digest;
  @Nullable Instant lookedAt;
  @Nullable Instant firstSeen;
  Instant touched;
  @Nullable Reference source;
  List<Word> words;
  @Nullable Pin pin;
  @Nullable Offer offer;
  List<Digest> displaced;
  @Nullable Errand errand;
  @Nullable Inquiry inquiry;
  @Nullable Instant lookAgainAt;
  @Nullable Digest learned;
  boolean held;
  boolean restoring;
  int attempts;
  long releasedBytes;
  List<Event> news;
  @Nullable Missing missing;
  @Nullable Errand doubted;
  int refused;
  @Nullable Digest barred;
  boolean adopted;
  List<PromotionAsk> promotions;

  LifeChange(Life from) {
    this.from = from;
    this.state = from.state();
    this.epoch = from.epoch();
    this.sequence = from.sequence();
    this.recalled = from.recalled();
    this.digest = from.digest();
    this.lookedAt = from.lookedAt();
    this.firstSeen = from.firstSeen();
    this.touched = from.touched();
    this.source = from.source();
    this.words = new ArrayList<>(from.words());
    this.pin = from.pin();
    this.offer = from.offer();
    this.displaced = new ArrayList<>(from.displaced());
    this.errand = from.errand();
    this.inquiry = from.inquiry();
    this.lookAgainAt = from.lookAgainAt();
    this.learned = from.learned();
    this.held = from.held();
    this.restoring = from.restoring();
    this.attempts = from.attempts();
    this.releasedBytes = from.releasedBytes();
    this.news = new ArrayList<>(from.news());
    this.missing = from.missing();
    this.doubted = from.doubted();
    this.refused = from.refused();
    this.barred = from.barred();
    this.adopted = from.adopted();
    this.promotions = new ArrayList<>(from.promotions());
  }

  /** It is needed again: what was asked and decided before does not count any more. */
  void needed(Instant at) {
    epoch++;
    inquiry = null;
    refused = 0;
    touch(at);
    // A copy's next attempt does not come earlier by being needed more.
    if (state instanceof LifeState.Failing(_, _, _, var before, _)
        && !(before instanceof LifeState.Wanted || before instanceof LifeState.Acquiring)) {
      state = before;
    }
  }

  /** Somebody wants it: what has gone, or may be going at this moment, must come back. */
  void wanted(Instant at) {
    needed(at);
    if (removing() || state instanceof LifeState.Quarantined) {
      restoring = true;
    }
  }

  void touch(Instant at) {
    touched = at.isAfter(touched) ? at : touched;
  }

  /** Goes on where a failure interrupted. */
  void calm() {
    if (state instanceof LifeState.Failing failing) {
      state = failing.before();
    }
  }

  /** What was tried has worked. */
  void succeeded() {
    calm();
    attempts = 0;
  }

  /** Whether somebody is asked to take it away. */
  boolean removing() {
    return errand != null && errand.kind() != Errand.Kind.COPY;
  }

  /** Whether somebody is asked to bring it. */
  boolean copying() {
    return errand != null && errand.kind() == Errand.Kind.COPY;
  }

  boolean byTag() {
    return from.byTag();
  }

  boolean named() {
    return words.stream().anyMatch(word -> word.count() > 0);
  }

  /** Asks for evidence anew, never for older than was asked for before. */
  void askAgain(Instant at, String why) {
    if (inquiry != null && errand == null) {
      inquiry = new Inquiry.Later(inquiry.notBefore(), List.of(why), at);
    }
  }

  /**
   * Takes a source's word. An older one than is known is ignored. One of the same scan may only add
   * a usage, or tell of it what was seen later: what a watch sees has the number of the next scan.
   */
  boolean hear(Word word) {
    for (Word known : words) {
      if (known.source().equals(word.source()) && !newer(word, known)) {
        return false;
      }
    }
    words.removeIf(known -> known.source().equals(word.source()));
    words.add(word);
    words.sort(Comparator.comparing(Word::source));
    return true;
  }

  private static boolean newer(Word word, Word known) {
    return word.epoch() > known.epoch()
        || (word.epoch() == known.epoch()
            && word.count() > 0
            && (known.count() == 0 || word.seenAt().isAfter(known.seenAt())));
  }

  /** What is under the name now; what was there before needs a hold and a life of its own. */
  void names(Digest found) {
    if (digest != null && !digest.equals(found)) {
      displace(digest);
      learned = null;
    }
    boolean news = !found.equals(digest);
    digest = found;
    if (offer == null || offer.digest().equals(found)) {
      offer = null;
      displaced.remove(found);
    } else if (news) {
      // What is offered will take its name.
      displace(found);
    }
  }

  /** It needs a hold and a life of its own. */
  void displace(Digest before) {
    if (!displaced.contains(before)) {
      displaced.add(before);
    }
  }

  Life done() {
    return new Life(
        from.schema(),
        from.image(),
        state,
        epoch,
        sequence,
        recalled,
        digest,
        lookedAt,
        firstSeen,
        touched,
        source,
        words,
        pin,
        offer,
        displaced,
        errand,
        inquiry,
        lookAgainAt,
        learned,
        held,
        restoring,
        attempts,
        releasedBytes,
        news,
        missing,
        doubted,
        refused,
        barred,
        adopted,
        promotions);
  }
}
