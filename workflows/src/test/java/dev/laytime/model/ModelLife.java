package dev.laytime.model;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import dev.laytime.lifecycle.Decision;
import dev.laytime.lifecycle.Errand;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shell around one life: decide, do, tell. One step is one activity or the delivery of its
 * result, so that anything may happen between the two.
 */
final class ModelLife {

  private final Universe universe;
  private final Reference image;
  private Life life;
  private boolean dirty = true;

  /** Somebody has seen the registry: it is asked, for what was seen may be old. */
  private boolean hearsay;

  private @Nullable Instant restsUntil;

  /** An activity whose result has not arrived: running it again gives it anew. */
  private @Nullable Supplier<Fact> running;

  private @Nullable Fact result;
  private boolean ending;
  private long settled;
  private final List<Fact> meanwhile = new ArrayList<>();

  ModelLife(Universe universe, Reference image) {
    this.universe = universe;
    this.image = image;
    this.life = Life.begin(image, universe.now);
  }

  Life life() {
    return life;
  }

  boolean isAlert() {
    return life.errand() == null && life.attempts() == 0 && !life.keepers(universe.now).isEmpty();
  }

  /** A message. */
  void hear(Fact fact) {
    if (!(fact instanceof Fact.Found)) {
      tell(fact);
    } else if (ending) {
      meanwhile.add(fact);
    } else {
      hearsay = true;
      dirty = true;
    }
  }

  void tell(Fact fact) {
    if (ending) {
      meanwhile.add(fact);
    }
    if (fact instanceof Fact.Said(_, var word) && word.count() > 0) {
      universe.guard.named(image, word.source(), word.seenAt());
    }
    life = universe.rules.on(life, fact);
    dirty = true;
  }

  /** The worker died: an activity that runs is run again. */
  void restart() {
    if (running != null) {
      result = running.get();
    }
    dirty = true;
  }

  boolean ready() {
    return dirty || result != null || (restsUntil != null && !universe.now.isBefore(restsUntil));
  }

  @Nullable Instant wakesAt() {
    return restsUntil;
  }

  void step() {
    Fact arrived = result;
    if (arrived != null) {
      result = null;
      running = null;
      tell(arrived);
      if (arrived instanceof Fact.Restored(_, _, _, var missing) && !missing.isEmpty()) {
        tell(new Fact.Failed(universe.now, "restore: " + missing, null));
      }
    } else if (ending) {
      end();
    } else if (!universe.ledger.knows(life)) {
      remember();
    } else {
      Policy policy = universe.ledger.policy(image);
      Decision decision = heed(universe.rules.decide(life, policy, universe.now));
      remember();
      dirty = false;
      restsUntil = null;
      carryOut(decision, policy);
    }
  }

  /** What must be looked at before a decision is carried out. */
  private Decision heed(Decision decided) {
    boolean waits =
        life.state() instanceof LifeState.Failing(_, _, var next, _, _)
            && universe.now.isBefore(next);
    boolean patient =
        decided instanceof Decision.Rest
            || decided instanceof Decision.Ask
            || (decided instanceof Decision.Learn && !universe.has(Flaw.LEARNS_BEFORE_IT_LOOKS));
    return hearsay && patient && life.recalled() && !waits ? new Decision.Look() : decided;
  }

  private void remember() {
    universe.ledger.remember(life);
    if (life.recalled() && !life.news().isEmpty()) {
      life = universe.rules.on(life, new Fact.Remembered(universe.now, life.sequence()));
    }
  }

  private void end() {
    universe.lives.remove(image);
    universe.guard.ends(life);
    universe.ledger.bury(image);
    if (life.epoch() > settled || meanwhile.stream().anyMatch(ModelLife::isSighting)) {
      ModelLife next = universe.life(image);
      meanwhile.forEach(next::hear);
    }
  }

  private static boolean isSighting(Fact fact) {
    return fact instanceof Fact.Found && !Universe.isMiss(fact);
  }

  private void carryOut(Decision decision, Policy policy) {
    Instant now = universe.now;
    switch (decision) {
      case Decision.Recall _ ->
          run(() -> new Fact.Recalled(universe.now, universe.ledger.recall(image)));
      case Decision.Look _ -> {
        if (hearsay && !universe.has(Flaw.HEARSAY_IS_OF_TAGS_ALONE)) {
          life = life.unseen();
        }
        hearsay = false;
        request(this::look);
      }
      case Decision.Learn(var digest, var hold) -> request(() -> learn(digest, hold));
      case Decision.Hold(var digest, var write) -> request(() -> hold(digest, write));
      case Decision.Acquire(var source, var digest) -> {
        universe.guard.brings(image, digest, policy);
        acquire(source, digest);
      }
      case Decision.Build _ -> throw new IllegalStateException("Nothing is built here");
      case Decision.Withdraw(var id) -> {
        universe.reaper(image.repository()).withdraw(id);
        tell(new Fact.Withdrawn(now, id));
      }
      case Decision.GiveUp(var id) -> tell(new Fact.GaveUp(now, id));
      case Decision.Ask(var kind, var notBefore) -> run(() -> ask(kind, notBefore));
      case Decision.Intend(var kind, var notBefore) -> run(() -> intend(kind, notBefore));
      case Decision.Remove remove -> remove(remove, policy);
      case Decision.Restore(var digest) -> {
        universe.guard.brings(image, digest, policy);
        request(() -> restore(digest));
      }
      case Decision.Become(var state, var reason) -> {
        if (state instanceof LifeState.Quarantined
            && (image.tag() == null || universe.registry.look(image) == null)) {
          universe.guard.quarantined(image);
        }
        tell(new Fact.Became(now, state, reason));
      }
      case Decision.Forgo(var digest, var reason) -> tell(new Fact.Forgone(now, digest, reason));
      case Decision.Promote(var ask, _) ->
          tell(new Fact.PromotionAnswered(now, ask.requestId(), "accepted"));
      case Decision.Drop(var ask, var reason) ->
          tell(new Fact.PromotionAnswered(now, ask.requestId(), reason));
      case Decision.Rest(var until, var reasons) -> rest(until, reasons);
      case Decision.End _ -> {
        ending = true;
        settled = life.epoch();
        dirty = true;
      }
    }
  }

  private void rest(@Nullable Instant until, List<String> reasons) {
    universe.guard.rests(image, until, reasons);
    universe.guard.holds(life);
    restsUntil = until;
  }

  /** An activity: it happens now, its result arrives with the next step. */
  private void run(Supplier<Fact> activity) {
    running = activity;
    result = activity.get();
  }

  /** An activity that asks the registry. */
  private void request(Supplier<Fact> activity) {
    run(() ->
        universe.faults.ofRequest()
            ? universe.has(Flaw.ERROR_IS_ABSENCE)
                ? new Fact.Found(universe.now, null)
                : new Fact.Failed(universe.now, "the registry has trouble", null)
            : activity.get());
  }

  private Fact look() {
    Content found = universe.registry.look(image);
    return new Fact.Found(universe.now, found == null ? null : found.digest());
  }

  private Fact learn(Digest digest, boolean hold) {
    ModelRegistry.Shelf shelf = universe.registry.shelf(image.repository());
    boolean present = shelf.manifests.contains(Content.of(digest));
    if (present && hold) {
      putHold(digest);
    }
    if (present && !digest.equals(life.learned())) {
      if (!shelf.isWhole(Content.of(digest))) {
        return new Fact.Failed(universe.now, "a part of it is missing", null);
      }
      universe.ledger.learn(image.repository(), Content.of(digest));
    }
    return new Fact.Learned(universe.now, digest, present, hold && present);
  }

  private Fact hold(Digest digest, boolean write) {
    boolean present =
        universe.registry.shelf(image.repository()).manifests.contains(Content.of(digest));
    if (present && !write) {
      universe.guard.excused(Content.of(digest));
    } else if (present) {
      putHold(digest);
      universe.ledger.held(image.repository().pinned(digest));
    }
    Reference byDigest = image.repository().pinned(digest);
    boolean told =
        (!present && universe.has(Flaw.WHAT_CANNOT_BE_HELD_HAS_NO_LIFE))
            || universe.mailbox.send(byDigest, at -> new Fact.Displaced(at, image.text()));
    if (!told) {
      return new Fact.Failed(universe.now, "the life by digest cannot be told", null);
    }
    return new Fact.Held(universe.now, digest, present);
  }

  private void putHold(Digest digest) {
    universe.registry.push(
        image.repository(), Content.of(digest), ReservedTags.hold(digest), universe.tick);
  }

  private void acquire(Reference source, @Nullable Digest digest) {
    universe.guard.moves(image, life.digest(), digest);
    String id = universe.requestId();
    Instant now = universe.now;
    Errand errand =
        new Errand(
            Errand.Kind.COPY, id, now, now.plus(Terms.PATIENCE), Duration.ZERO, false, source);
    tell(new Fact.Sent(now, errand));
    Operation.CopyFault fault = universe.faults.ofCopy();
    CopyEnd end = new CopyEnd(universe, id, image, digest);
    universe.later(now.plusSeconds(30), () -> end.come(fault));
  }

  private Fact ask(RemovalKind kind, Instant notBefore) {
    ModelLedger.Answer answer = universe.ledger.evidence(image, life.digest(), notBefore, kind);
    universe.ledger.answered(image, answer.words());
    return new Fact.Answered(universe.now, answer.inquiry(), answer.words());
  }

  private Fact intend(RemovalKind kind, Instant notBefore) {
    List<String> proof = life.inquiry() instanceof Inquiry.Proven(_, var said) ? said : List.of();
    Inquiry inquiry = universe.ledger.intend(image, life.epoch(), kind, notBefore, proof);
    return new Fact.Answered(universe.now, inquiry, List.of());
  }

  private void remove(Decision.Remove remove, Policy policy) {
    Digest digest = life.digest();
    if (digest == null) {
      throw new World.Violation("removal of what is not known: " + image);
    }
    String id = universe.requestId();
    Instant now = universe.now;
    Errand.Kind kind =
        remove.kind() == RemovalKind.DELETE ? Errand.Kind.DELETE : Errand.Kind.QUARANTINE;
    tell(
        new Fact.Sent(
            now, new Errand(kind, id, now, now.plus(Terms.PATIENCE), remove.quarantine(), false)));
    universe
        .reaper(image.repository())
        .queue(
            new ModelReaper.Order(
                id,
                new Removals.Claim(
                    "image/" + image.text(),
                    image,
                    digest,
                    life.epoch(),
                    remove.notBefore(),
                    remove.intention(),
                    remove.kind()),
                policy.gracePeriod()));
  }

  private Fact restore(Digest digest) {
    if (universe.ledger.forbids(image, digest)) {
      return new Fact.Failed(universe.now, "restore: forbidden", null);
    }
    Content there = universe.registry.look(image);
    boolean other = there != null && !there.digest().equals(digest);
    if (there != null && image.tag() != null && !(other && universe.has(Flaw.RESTORE_OVERWRITES))) {
      return new Fact.Restored(universe.now, there.digest(), false);
    }
    ModelLedger.Return back = universe.ledger.bringBack(image.repository(), Content.of(digest));
    if (back != ModelLedger.Return.WHOLE) {
      universe.guard.cannotRestore(image, Content.of(digest));
      return new Fact.Restored(universe.now, null, false, back.missing());
    }
    Tag tag = image.tag() == null ? ReservedTags.hold(digest) : image.tag();
    universe.guard.restores(image, digest);
    universe.registry.push(image.repository(), Content.of(digest), tag, universe.tick);
    return new Fact.Restored(universe.now, digest, true);
  }
}
