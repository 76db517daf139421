package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one life does next, state by state. */
final class Decisions {

  private static final Duration MOMENT = Duration.ofSeconds(30);

  private final Life life;
  private final Policy policy;
  private final Instant now;
  private final List<String> keepers;
  private final Forbidding forbidding;
  private final Promoting promoting;

  Decisions(Life life, Policy policy, Instant now) {
    this.life = life;
    this.policy = policy;
    this.now = now;
    this.keepers = life.keepers(now);
    this.forbidding = new Forbidding(life, policy);
    this.promoting = new Promoting(life, now);
  }

  Decision decide() {
    return promoting.told(forbidding.told(next()));
  }

  private Decision next() {
    Errand errand = life.errand();
    if (errand != null && !now.isBefore(errand.until())) {
      return new Decision.GiveUp(errand.requestId());
    }
    if (life.state() instanceof LifeState.Failing(var cause, _, var next, _, _)
        && now.isBefore(next)) {
      return new Decision.Rest(
          earliest(next, errand == null ? null : errand.until()), with("trying again: " + cause));
    }
    if (!life.recalled()) {
      return new Decision.Recall();
    }
    Decision over = promoting.over();
    if (over != null) {
      return over;
    }
    return errand == null ? atHome() : underway(errand);
  }

  private Decision underway(Errand errand) {
    boolean copy = errand.kind() == Errand.Kind.COPY;
    if (copy && life.lookedAt() == null) {
      return new Decision.Look();
    }
    if (copy && !life.displaced().isEmpty()) {
      return new Decision.Hold(life.displaced().getFirst(), policy.holds());
    }
    if (!copy && !errand.withdrawn() && regretted()) {
      return new Decision.Withdraw(errand.requestId());
    }
    String what =
        switch (errand.kind()) {
          case COPY -> "being copied into the stage";
          case QUARANTINE -> "queued for quarantine";
          case DELETE -> "queued for deletion";
        };
    return new Decision.Rest(
        errand.until(), with(errand.withdrawn() ? what + ", and asked back" : what));
  }

  /** Whether a removal on its way would not be asked for any more. */
  private boolean regretted() {
    return kept()
        || forbidding.restoring()
        || forbidding.offered()
        || policy.stage() == null
        || policy.objection() != null
        || policy.paused(now) != null;
  }

  private boolean kept() {
    return !keepers.isEmpty();
  }

  private Decision atHome() {
    if (policy.stage() == null) {
      return new Decision.Rest(pinEnd(), with("no stage has this image: nothing is done with it"));
    }
    Decision forgone = forbidding.forgone();
    if (forgone != null) {
      return forgone;
    }
    if (life.restoring() && life.digest() != null) {
      Prohibition word = forbidding.of(life.digest());
      if (word == null) {
        return new Decision.Restore(life.digest());
      }
      if (life.stance() instanceof LifeState.Present || life.stance() instanceof LifeState.Unused) {
        return new Decision.Become(new LifeState.Wanted(), "not restored: " + word);
      }
    }
    if (!life.displaced().isEmpty() && !isOnlyLost()) {
      return new Decision.Hold(life.displaced().getFirst(), policy.holds());
    }
    return switch (life.stance()) {
      case LifeState.Wanted _, LifeState.Acquiring _ -> wanted();
      case LifeState.Present _ -> present();
      case LifeState.Unused unused -> unused(unused);
      case LifeState.Quarantined quarantined -> quarantined(quarantined);
      case LifeState.Deleted _ -> deleted();
      case LifeState.Failing _ -> throw new IllegalStateException("A failure before a failure");
    };
  }

  private Decision wanted() {
    if (life.lookedAt() == null) {
      return new Decision.Look();
    }
    Offer offer = life.offer();
    if (offer != null) {
      return acquire(offer);
    }
    if (!kept()) {
      return forgotten();
    }
    Prohibition word = forbidding.ofName();
    if (word != null) {
      return forbidden(word.toString());
    }
    if (life.digest() != null && mayBeHeld() && forbidding.of(life.digest()) == null) {
      return new Decision.Restore(life.digest());
    }
    Reference origin = origin();
    Prohibition there = forbidding.ofOrigin();
    if (origin != null && there != null) {
      return forbidden(
          "%s has %s, which is %s; `laytime retry` looks whether it has another by now"
              .formatted(origin, life.barred(), there));
    }
    if (origin != null) {
      return new Decision.Acquire(origin, life.image().digest());
    }
    return policy.origin() instanceof Origin.Build build && life.byTag() && life.ordered(now)
        ? built(build)
        : new Decision.Rest(pinEnd(), with(waitsFor()));
  }

  private Decision built(Origin.Build build) {
    if (build.due()) {
      return new Decision.Build(build.rule());
    }
    Instant again = build.again();
    // The ledger's clock may be behind.
    Instant next = again == null || again.isAfter(now) ? again : now.plus(MOMENT);
    return life.state() instanceof LifeState.Wanted
        ? new Decision.Rest(earliest(next, pinEnd()), with(build.said()))
        : new Decision.Become(new LifeState.Wanted(), build.said());
  }

  /** It waits until somebody allows it: nothing is tried meanwhile. */
  private Decision forbidden(String reason) {
    return life.state() instanceof LifeState.Wanted
        ? new Decision.Rest(pinEnd(), with(reason))
        : new Decision.Become(new LifeState.Wanted(), reason);
  }

  /** Where it is to be brought from; null where nobody orders that, or no rule says it. */
  private @Nullable Reference origin() {
    return policy.origin() instanceof Origin.Mirror(var source) && life.ordered(now)
        ? source
        : null;
  }

  private String waitsFor() {
    return switch (policy.origin()) {
      case Origin.Mirror _ ->
          "what is named is only where it would come from, and that orders nothing: waiting for"
              + " someone to bring it";
      case Origin.Build(var rule, _, _, _) ->
          "rule %s builds it, and nobody who names it orders that: waiting for someone to"
                  .formatted(rule)
              + " build or push it";
      case Origin.External _ -> "no rule says where it comes from: waiting for someone to push it";
    };
  }

  /**
   * Whether its content may be in the stage without its name: nothing need be copied then. Where
   * that fails, its origin and the restore are tried in turn.
   */
  private boolean mayBeHeld() {
    boolean came = life.byTag() || life.learned() != null;
    boolean turn = life.attempts() % 2 == 0;
    return policy.holds() && (origin() == null || (came && turn));
  }

  /** Whether its name went and must come back with what it named: nothing has taken its place. */
  private boolean isOnlyLost() {
    return life.stance() instanceof LifeState.Wanted
        && kept()
        && life.offer() == null
        && forbidding.of(life.digest()) == null
        && mayBeHeld()
        && life.displaced().size() == 1
        && life.displaced().getFirst().equals(life.digest());
  }

  private Decision forgotten() {
    Instant until = life.touched().plus(policy.gracePeriod());
    if (now.isBefore(until)) {
      return new Decision.Rest(until, List.of("not in the stage, and nothing names it"));
    }
    boolean came = life.digest() != null && (life.byTag() || life.learned() != null);
    if (came && policy.holds() && policy.objection() == null) {
      // Its hold may be there: an outcome was lost, or somebody else took the tag away.
      return new Decision.Become(
          new LifeState.Quarantined(now, now.plus(policy.quarantine()), true),
          "it is gone, and nothing names it");
    }
    return end(came ? "lost from the stage, and nothing names it" : "never came");
  }

  /** Not while a copy may still bring it: deletions in its repository wait for this life's word. */
  private Decision end(String reason) {
    Instant until = life.copyingUntil();
    return until != null && now.isBefore(until)
        ? new Decision.Rest(until, List.of("a copy may be on its way: its order got no answer"))
        : new Decision.End(reason);
  }

  private static Decision acquire(Offer offer) {
    return new Decision.Acquire(offer.source(), offer.digest());
  }

  private Decision present() {
    Decision unsettled = unsettled();
    if (unsettled != null) {
      return unsettled;
    }
    if (kept()) {
      return new Decision.Rest(earliest(nextLook(), pinEnd()), keepers);
    }
    return unusedSince(life.touched());
  }

  /** What must be done about a present image before anything else; null for nothing. */
  private @Nullable Decision unsettled() {
    Digest digest = life.digest();
    if (digest == null || life.lookedAt() == null || lookAgainIsDue()) {
      return new Decision.Look();
    }
    Offer offer = life.offer();
    if (offer != null) {
      return acquire(offer);
    }
    boolean hold = policy.holds() && !life.byTag();
    return digest.equals(life.learned()) && (!hold || life.held())
        ? promoting.due()
        : new Decision.Learn(digest, hold);
  }

  private boolean lookAgainIsDue() {
    Instant next = nextLook();
    return next != null && !now.isBefore(next);
  }

  /** What takes effect late is found while it still may, and once it no longer can. */
  private @Nullable Instant nextLook() {
    Instant last = life.lookAgainAt();
    if (last == null) {
      return null;
    }
    Instant first = last.minus(Findings.DOUBT.dividedBy(2));
    return life.lookedAt() == null || life.lookedAt().isBefore(first) ? first : last;
  }

  /** The first instant at which the pin that alone keeps it does not; null where there is none. */
  private @Nullable Instant pinEnd() {
    Pin pin = life.pin();
    if (pin == null || life.named() || !pin.holds(now)) {
      return null;
    }
    return pin.until() == null ? null : pin.until().plusMillis(1);
  }

  private Decision unusedSince(Instant since) {
    return new Decision.Become(
        new LifeState.Unused(since, deadline(since)), "nothing names it since " + since);
  }

  private Instant deadline(Instant since) {
    Instant end = since.plus(policy.gracePeriod());
    return life.adopted() ? end.plus(Spread.ofAdopted(life.image(), policy.gracePeriod())) : end;
  }

  private Decision unused(LifeState.Unused unused) {
    if (kept()) {
      return new Decision.Become(new LifeState.Present(), keepers.getFirst());
    }
    Decision unsettled = unsettled();
    if (unsettled != null) {
      return unsettled;
    }
    Instant since = life.touched().isAfter(unused.since()) ? life.touched() : unused.since();
    if (!deadline(since).equals(unused.deadline())) {
      return unusedSince(since);
    }
    if (now.isBefore(unused.deadline())) {
      return new Decision.Rest(
          earliest(unused.deadline(), nextLook()),
          List.of(
              "nothing names it since "
                  + since
                  + "; its grace period ends at "
                  + unused.deadline()));
    }
    return wayOut(RemovalKind.QUARANTINE, unused.deadline());
  }

  private Decision quarantined(LifeState.Quarantined quarantined) {
    Digest digest = life.digest();
    if (digest == null) {
      return new Decision.Become(new LifeState.Wanted(), "what was held is not known");
    }
    Prohibition word = quarantined.untagged() ? forbidding.of(digest) : null;
    if (kept() && word == null) {
      return quarantined.untagged()
          ? new Decision.Restore(digest)
          : new Decision.Become(new LifeState.Present(), keepers.getFirst());
    }
    if (life.lookedAt() == null || lookAgainIsDue()) {
      return new Decision.Look();
    }
    Offer offer = life.offer();
    if (offer != null) {
      return acquire(offer);
    }
    boolean hold = policy.holds() && (quarantined.untagged() || !life.byTag());
    // Without its closure nothing could be proven, and without its hold it could be collected.
    if (!digest.equals(life.learned()) || (hold && !life.held() && !isGone())) {
      return new Decision.Learn(digest, hold);
    }
    if (kept()) {
      return new Decision.Rest(earliest(pinEnd(), nextLook()), with("not restored: " + word));
    }
    if (now.isBefore(quarantined.until())) {
      return new Decision.Rest(
          earliest(quarantined.until(), nextLook()),
          List.of("in quarantine until " + quarantined.until() + "; restored when named again"));
    }
    return wayOut(RemovalKind.DELETE, quarantined.until());
  }

  /** Whether its manifest has been missing for so long that it will not come back. */
  private boolean isGone() {
    Missing missing = life.missing();
    return missing != null && missing.isSure(now) && missing.isSince(life.lookedAt());
  }

  private Decision wayOut(RemovalKind kind, Instant deadline) {
    return new WayOut(life, policy, now).next(kind, deadline, nextLook());
  }

  /** What was wanted while its deletion was under way has its bytes kept: they come back. */
  private Decision deleted() {
    Offer offer = life.offer();
    if (offer != null) {
      return acquire(offer);
    }
    if (kept()) {
      return life.digest() == null || forbidding.of(life.digest()) != null
          ? new Decision.Become(new LifeState.Wanted(), keepers.getFirst())
          : new Decision.Restore(life.digest());
    }
    return end(life.learned() == null ? "lost from the stage, and nothing names it" : "deleted");
  }

  private List<String> with(String reason) {
    List<String> reasons = new ArrayList<>(List.of(reason));
    reasons.addAll(keepers);
    return reasons;
  }

  /** The earliest of some instants; null where there is none. */
  static @Nullable Instant earliest(@Nullable Instant... instants) {
    return Stream.of(instants).filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
  }
}
