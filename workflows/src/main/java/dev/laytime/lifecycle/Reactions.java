package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each fact changes. */
final class Reactions {

  private Reactions() {}

  static void apply(LifeChange change, Life life, Fact fact) {
    switch (fact) {
      case Fact.Recalled recalled -> recalled(change, life, recalled);
      case Fact.Said(var at, var word) -> said(change, at, word);
      case Fact.Pushed(var at, var digest) -> pushed(change, at, digest);
      case Fact.Offered(var at, var offer) -> offered(change, at, offer);
      case Fact.Found(var at, var digest) -> Findings.found(change, at, digest);
      case Fact.Learned learned -> learned(change, life, learned);
      case Fact.Held(_, var digest, _) -> held(change, digest);
      case Fact.Sent(_, var errand) -> Outcomes.sent(change, errand);
      case Fact.Withdrawn(var at, var requestId) -> Outcomes.withdrawn(change, at, requestId);
      case Fact.GaveUp(var at, var requestId) -> Outcomes.gaveUp(change, at, requestId);
      case Fact.Copied(var at, var requestId, var digest) ->
          Outcomes.copied(change, at, requestId, digest);
      case Fact.NotOrdered not -> Outcomes.notOrdered(change, life, not);
      case Fact.CopyFailed failed -> Outcomes.copyFailed(change, life, failed);
      case Fact.CopyForbidden forbidden -> Outcomes.copyForbidden(change, life, forbidden);
      case Fact.Removed removed -> Outcomes.removed(change, removed);
      case Fact.Gone gone -> Outcomes.gone(change, life, gone);
      case Fact.NotRemoved not -> Outcomes.notRemoved(change, life, not);
      case Fact.Moved(var at, var requestId, var digest) ->
          Outcomes.moved(change, at, requestId, digest);
      case Fact.Restored restored -> Findings.restored(change, restored);
      case Fact.Answered(_, var inquiry, var words, var unlearned) ->
          answered(change, inquiry, words, unlearned);
      case Fact.Failed failed -> fail(change, life, failed);
      case Fact.Became(_, var state, _) -> became(change, state);
      case Fact.Forgone(_, var digest, _) -> forgone(change, digest);
      case Fact.Looked(var at, var why) -> looked(change, at, why);
      case Fact.Unpulled(var at, _) -> unpulled(change, at);
      case Fact.Displaced(var at, _) -> displaced(change, at);
      case Fact.PinSet(var at, var pin) -> pinned(change, at, pin);
      case Fact.PinRemoved(var at, _) -> unpinned(change, at);
      case Fact.RetryAsked(var at) -> retry(change, at);
      case Fact.RestoreAsked(var at, _) -> restoreAsked(change, at);
      case Fact.PromotionAsked(var at, var ask) -> promotionAsked(change, at, ask);
      case Fact.PromotionAnswered(_, var requestId, _) ->
          change.promotions.removeIf(ask -> ask.requestId().equals(requestId));
      case Fact.PromotionPutOff(_, var requestId, var cause, var until) ->
          change.promotions.replaceAll(
              ask -> ask.requestId().equals(requestId) ? ask.putOff(until, cause) : ask);
      case Fact.Remembered(_, var sequence) ->
          change.news.removeIf(event -> event.sequence() <= sequence);
    }
  }

  private static void recalled(LifeChange change, Life life, Fact.Recalled recalled) {
    Memory memory = recalled.memory();
    change.succeeded();
    change.recalled = true;
    change.epoch = memory.epoch() + 1 + life.epoch();
    change.firstSeen = memory.firstSeen() == null ? recalled.at() : memory.firstSeen();
    change.source = life.source() == null ? memory.source() : life.source();
    change.pin = life.pin() == null ? memory.pin() : life.pin();
    change.adopted = memory.adopted() && life.words().isEmpty() && life.offer() == null;
    for (Digest before : memory.displaced()) {
      if (!before.equals(life.digest())) {
        change.displace(before);
      }
    }
    Digest remembered = memory.digest();
    if (life.digest() == null) {
      change.digest = remembered;
      if (remembered != null && change.offer != null && !change.offer.digest().equals(remembered)) {
        change.displace(remembered);
      }
    } else if (remembered != null && !remembered.equals(life.digest())) {
      change.displace(remembered);
      return;
    }
    if (memory.learned()) {
      change.learned = remembered;
    }
    if (memory.quarantine() != null
        && change.digest != null
        && change.state instanceof LifeState.Wanted) {
      change.state = memory.quarantine();
    }
  }

  private static void said(LifeChange change, Instant at, Word word) {
    boolean wasNamed = change.named();
    change.adopted &= word.count() == 0;
    if (hears(change, word)) {
      // A name that was waited for in vain may be there by now.
      if (change.state instanceof LifeState.Wanted && !wasNamed) {
        change.lookedAt = null;
      }
    } else if (wasNamed && !change.named()) {
      change.touch(at);
    }
  }

  /** Whether a source's word is new and that it names the image. */
  private static boolean hears(LifeChange change, Word word) {
    if (change.hear(word)) {
      if (word.count() > 0) {
        change.wanted(word.seenAt());
      }
      return word.count() > 0;
    }
    // A late word names nothing any more, and still tells when it was last in use.
    if (word.count() > 0 && word.seenAt().isAfter(change.touched)) {
      change.needed(word.seenAt());
    }
    return false;
  }

  /** A hint: the registry itself is asked. */
  static void pushed(LifeChange change, Instant at, Digest digest) {
    if (!isThere(change, digest)) {
      // It may be a false hint: what failed before still needs later scans then.
      change.askAgain(at, "somebody says that " + digest + " was pushed");
      Inquiry again = change.inquiry;
      change.needed(at);
      change.inquiry = again;
      change.calm();
      change.lookedAt = null;
      if (change.state instanceof LifeState.Deleted) {
        change.state = new LifeState.Wanted();
      }
    }
  }

  private static void offered(LifeChange change, Instant at, Offer offer) {
    if (isThere(change, offer.digest())) {
      change.offer = null;
      return;
    }
    change.needed(at);
    change.offer = offer;
    change.adopted = false;
    if (offer.expected() != null) {
      // What is known of the name may be old: it is looked at before anything else.
      change.lookedAt = null;
    }
    // Before our own copy moves a tag, what it names now is held.
    if (change.digest != null
        && !offer.digest().equals(change.digest)
        && offer.permits(change.digest)) {
      change.displace(change.digest);
    }
  }

  private static boolean isThere(LifeChange change, Digest digest) {
    return digest.equals(change.digest)
        && (change.state instanceof LifeState.Present || change.state instanceof LifeState.Unused);
  }

  private static void learned(LifeChange change, Life life, Fact.Learned learned) {
    if (learned.present()) {
      change.succeeded();
      change.learned = learned.digest();
      change.held = learned.held();
      change.missing = null;
    } else if (life.stance() instanceof LifeState.Quarantined) {
      missing(change, life, learned);
    } else {
      // Its tag may be there all the same: some registries answer so, and asking at once is no use.
      failToLearn(change, life, learned, null);
    }
  }

  /** It may have gone by somebody else's hand. */
  private static void missing(LifeChange change, Life life, Fact.Learned learned) {
    Missing missing = Missing.after(life, learned.at());
    if (missing.isSure(learned.at()) && learned.digest().equals(change.learned)) {
      // What it led to may be there, and goes by its closure.
      change.succeeded();
      change.missing = missing;
    } else if (missing.isSure(learned.at())) {
      change.succeeded();
      change.missing = null;
      change.state = new LifeState.Deleted(learned.at());
    } else {
      change.missing = missing;
      failToLearn(change, life, learned, missing.next(learned.at()));
    }
  }

  private static void failToLearn(
      LifeChange change, Life life, Fact.Learned learned, @Nullable Instant nextAttempt) {
    change.lookedAt = null;
    String cause = "the registry has no manifest " + learned.digest();
    fail(change, life, new Fact.Failed(learned.at(), cause, nextAttempt));
  }

  private static void held(LifeChange change, Digest digest) {
    change.succeeded();
    change.displaced.remove(digest);
  }

  private static void answered(
      LifeChange change, Inquiry inquiry, List<Word> words, boolean unlearned) {
    change.succeeded();
    change.inquiry = inquiry;
    if (unlearned) {
      change.learned = null;
    }
    for (Word word : words) {
      hears(change, word);
    }
  }

  static void fail(LifeChange change, Life life, Fact.Failed failed) {
    change.calm();
    change.attempts++;
    Instant next = Spread.retry(life.image(), change.attempts, failed.at());
    Instant asked = failed.nextAttempt();
    change.state =
        new LifeState.Failing(
            failed.cause(),
            change.attempts,
            asked != null && asked.isAfter(next) ? asked : next,
            change.state,
            asked);
  }

  private static void became(LifeChange change, LifeState state) {
    change.calm();
    boolean onlyItsDeadline =
        state instanceof LifeState.Unused && change.state instanceof LifeState.Unused;
    change.state = state;
    // What is wanted is not restored for having been wanted before.
    change.restoring &= !(state instanceof LifeState.Wanted);
    if (!onlyItsDeadline) {
      change.inquiry = null;
      change.missing = null;
      change.refused = 0;
    }
  }

  private static void forgone(LifeChange change, Digest digest) {
    Offer offer = change.offer;
    if (offer != null && offer.digest().equals(digest)) {
      change.offer = null;
      // It keeps its name.
      if (change.state instanceof LifeState.Present || change.state instanceof LifeState.Unused) {
        change.displaced.remove(change.digest);
      }
    }
    change.restoring &= !digest.equals(change.digest);
  }

  private static void looked(LifeChange change, Instant at, String why) {
    change.askAgain(at, why);
    if (change.state instanceof LifeState.Wanted) {
      // It may be there by now.
      change.lookedAt = null;
    }
  }

  /**
   * What failed is tried again now, and what should be there is looked for, also where nobody was
   * known to need it until now: somebody else may have taken it. How often it failed is not
   * forgotten, so that the next pause is longer still.
   */
  private static void unpulled(LifeChange change, Instant at) {
    if (change.state instanceof LifeState.Failing failing) {
      change.state = failing.hurried(at);
    } else if (change.errand == null
        && (change.state instanceof LifeState.Wanted
            || change.state instanceof LifeState.Present
            || change.state instanceof LifeState.Unused)) {
      change.lookedAt = null;
    }
  }

  /** It counts from here on like what was just in use; what may be going comes back. */
  private static void displaced(LifeChange change, Instant at) {
    change.wanted(at);
    if (change.state instanceof LifeState.Deleted) {
      change.state = new LifeState.Wanted();
      change.learned = null;
      change.held = false;
    }
    if (change.state instanceof LifeState.Wanted) {
      change.lookedAt = null;
    }
  }

  private static void pinned(LifeChange change, Instant at, Pin pin) {
    change.pin = pin;
    if (pin.holds(at)) {
      change.wanted(at);
    } else {
      change.needed(at);
    }
  }

  private static void unpinned(LifeChange change, Instant at) {
    boolean known = change.pin != null;
    change.pin = null;
    if (known) {
      change.needed(at);
    } else {
      // The ledger may have had one all the same, whose writer died before it could tell.
      change.askAgain(at, "its pin was taken away");
    }
  }

  /** It is wanted like any other; what is not there, or not as meant, is looked for. */
  private static void promotionAsked(LifeChange change, Instant at, PromotionAsk ask) {
    boolean known =
        change.promotions.stream().anyMatch(one -> one.requestId().equals(ask.requestId()));
    if (known || change.promotions.size() >= PromotionAsk.MOST) {
      return;
    }
    change.promotions.add(ask);
    change.wanted(at);
    Digest meant = ask.digest();
    if (change.state instanceof LifeState.Wanted
        || (meant != null && !meant.equals(change.digest))) {
      change.lookedAt = null;
    }
  }

  private static void retry(LifeChange change, Instant at) {
    change.succeeded();
    change.refused = 0;
    change.barred = null;
    change.askAgain(at, "a person does not want to wait");
    change.lookedAt = null;
  }

  private static void restoreAsked(LifeChange change, Instant at) {
    change.calm();
    if (change.removing() || change.state instanceof LifeState.Quarantined) {
      change.wanted(at);
    }
  }
}
