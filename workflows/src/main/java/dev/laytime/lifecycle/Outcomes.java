package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of errands. */
final class Outcomes {

  private Outcomes() {}

  static void sent(LifeChange change, Errand errand) {
    change.calm();
    change.errand = errand;
    if (errand.kind() == Errand.Kind.COPY) {
      change.state = new LifeState.Acquiring();
    }
  }

  static void withdrawn(LifeChange change, Instant at, String requestId) {
    Errand errand = change.errand;
    if (errand != null && errand.requestId().equals(requestId)) {
      change.calm();
      change.errand = errand.askedBack(at);
    }
  }

  /** What was asked for may still happen: nothing decided before stands, and it is looked again. */
  static void gaveUp(LifeChange change, Instant at, String requestId) {
    boolean removal = change.removing();
    if (!ends(change, requestId)) {
      return;
    }
    change.calm();
    change.lookedAt = null;
    if (removal) {
      change.held = false;
      change.epoch++;
      change.inquiry = new Inquiry.Later(at, List.of("no outcome of its removal came"), at);
      change.lookAgainAt = at.plus(Findings.DOUBT);
    } else {
      change.state = new LifeState.Wanted();
      change.doubted = null;
    }
  }

  /**
   * A copy that may run all the same is not forgotten: deletions in its repository wait for it. One
   * target has one copy at a time, so that any that is known to have ended ends the doubt.
   */
  static void notOrdered(LifeChange change, Life life, Fact.NotOrdered not) {
    Errand errand = change.errand;
    if (errand != null && ends(change, not.requestId())) {
      if (not.inDoubt()) {
        change.doubted = errand;
      }
      failed(change, life, new Fact.Failed(not.at(), not.cause(), not.nextAttempt()));
    }
  }

  static void copied(LifeChange change, Instant at, String requestId, Digest digest) {
    Errand doubted = endOfDoubt(change, requestId);
    if (doubted != null && change.errand == null) {
      change.source = doubted.source() == null ? change.source : doubted.source();
      Reactions.pushed(change, at, digest);
      return;
    }
    Errand errand = change.errand;
    if (errand == null || !ends(change, requestId)) {
      return;
    }
    change.doubted = null;
    change.barred = null;
    if (errand.source() != null) {
      change.source = errand.source();
    } else if (change.offer != null && change.offer.digest().equals(digest)) {
      change.source = change.offer.source();
    }
    change.succeeded();
    change.needed(at);
    change.names(digest);
    if (change.offer != null) {
      // Another one is offered by now: this one has a hold only from before it came, or none.
      change.displace(digest);
    }
    change.restoring = false;
    change.lookedAt = at;
    change.state = new LifeState.Present();
  }

  static void copyFailed(LifeChange change, Life life, Fact.CopyFailed failed) {
    boolean doubted = endOfDoubt(change, failed.requestId()) != null;
    boolean waits = change.errand == null && life.stance() instanceof LifeState.Wanted;
    boolean ended = ends(change, failed.requestId());
    if (ended) {
      change.doubted = null;
    }
    if (ended || (doubted && waits)) {
      failed(change, life, new Fact.Failed(failed.at(), failed.cause(), failed.nextAttempt()));
    }
  }

  /** What is forbidden is not asked for again before somebody allows it, or says to try. */
  static void copyForbidden(LifeChange change, Life life, Fact.CopyForbidden forbidden) {
    Errand doubted = change.doubted;
    boolean ours =
        isOf(change, forbidden.requestId())
            || (doubted != null && doubted.requestId().equals(forbidden.requestId()));
    copyFailed(
        change,
        life,
        new Fact.CopyFailed(forbidden.at(), forbidden.requestId(), forbidden.cause(), null));
    change.barred = ours ? forbidden.digest() : change.barred;
  }

  private static void failed(LifeChange change, Life life, Fact.Failed failed) {
    change.state = new LifeState.Wanted();
    change.lookedAt = null;
    Reactions.fail(change, life, failed);
  }

  /** The copy of which it was not known whether it began, and is now that it ended; or null. */
  private static @Nullable Errand endOfDoubt(LifeChange change, String requestId) {
    Errand doubted = change.doubted;
    if (doubted == null || !doubted.requestId().equals(requestId)) {
      return null;
    }
    change.doubted = null;
    return doubted;
  }

  static void removed(LifeChange change, Fact.Removed removed) {
    Errand errand = change.errand;
    if (errand == null || !ends(change, removed.requestId())) {
      return;
    }
    change.succeeded();
    change.inquiry = null;
    change.missing = null;
    change.refused = 0;
    change.held |= removed.untagged();
    switch (change.state) {
      case LifeState.Unused _ when errand.kind() == Errand.Kind.QUARANTINE ->
          change.state =
              new LifeState.Quarantined(
                  removed.at(), removed.at().plus(errand.quarantine()), removed.untagged());
      case LifeState.Quarantined _ when errand.kind() == Errand.Kind.DELETE -> {
        change.state = new LifeState.Deleted(removed.at());
        change.releasedBytes = removed.releasedBytes();
      }
      // It has become something else meanwhile, which is what counts now.
      default -> change.lookedAt = null;
    }
  }

  /** What is refused again and again comes back later each time: each time costs a survey. */
  static void notRemoved(LifeChange change, Life life, Fact.NotRemoved not) {
    if (isOf(change, not.requestId())) {
      change.refused++;
      stays(change, not, Spread.later(life.image(), not.retryAt(), change.refused, not.at()));
    }
  }

  private static void stays(LifeChange change, Fact.NotRemoved not, Instant retryAt) {
    if (!ends(change, not.requestId())) {
      return;
    }
    change.calm();
    // Never again on the same proof: from now on only later scans count.
    change.inquiry = new Inquiry.Later(not.at(), not.reasons(), retryAt);
    // What could not be held or removed may not be there any more: no sweep lists digests.
    change.lookedAt = null;
    if (change.state instanceof LifeState.Quarantined) {
      // The first thing that a deletion lets go of is its hold.
      change.held = false;
    }
    if (not.inDoubt()) {
      change.lookAgainAt = not.at().plus(Findings.DOUBT);
    } else if (!(change.state instanceof LifeState.Quarantined)) {
      change.restoring = false;
    }
  }

  /** Only what is missing again and again is believed to be gone. */
  static void gone(LifeChange change, Life life, Fact.Gone gone) {
    Instant at = gone.at();
    boolean quarantined = change.state instanceof LifeState.Quarantined;
    Missing missing = quarantined ? Missing.after(life, at) : null;
    if (missing != null && missing.isSure(at)) {
      removed(change, new Fact.Removed(at, gone.requestId(), false, gone.note(), 0));
      return;
    }
    Instant retryAt = missing == null ? at : missing.next(at);
    if (isOf(change, gone.requestId())) {
      change.missing = missing;
    }
    stays(
        change,
        new Fact.NotRemoved(at, gone.requestId(), List.of(gone.note()), retryAt, false),
        retryAt);
  }

  static void moved(LifeChange change, Instant at, String requestId, Digest digest) {
    if (ends(change, requestId)) {
      change.inquiry = null;
      Findings.found(change, at, digest);
    }
  }

  private static boolean ends(LifeChange change, String requestId) {
    boolean ends = isOf(change, requestId);
    change.errand = ends ? null : change.errand;
    return ends;
  }

  private static boolean isOf(LifeChange change, String requestId) {
    return change.errand != null && change.errand.requestId().equals(requestId);
  }
}
