package dev.laytime.model;

import dev.laytime.image.Digest;
import dev.laytime.lifecycle.Decision;
import dev.laytime.lifecycle.Errand;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Lifecycle;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Planted bugs in what a life changes and decides. */
enum Mutant implements Rules {
  /** The deadline comes a grace period early. */
  DEADLINE_IS_EARLY {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return Lifecycle.decide(life, with(policy, Duration.ZERO, policy.quarantine()), now);
    }
  },
  /** Old scans are evidence: none has to be from after the deadline. */
  ANY_SCAN_IS_EVIDENCE {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return switch (Lifecycle.decide(life, policy, now)) {
        case Decision.Ask(var kind, _) -> new Decision.Ask(kind, Instant.EPOCH);
        case Decision.Intend(var kind, _) -> new Decision.Intend(kind, Instant.EPOCH);
        case Decision.Remove(var kind, _, var intention, var quarantine) ->
            new Decision.Remove(kind, Instant.EPOCH, intention, quarantine);
        case Decision other -> other;
      };
    }

    @Override
    public Life on(Life life, Fact fact) {
      return Lifecycle.on(
          life,
          fact instanceof Fact.Answered(var at, var inquiry, var words, _)
              ? new Fact.Answered(at, about(inquiry, deadline(life, at)), words)
              : fact);
    }
  },
  /** The quarantine has no length. */
  QUARANTINE_IS_SKIPPED {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return Lifecycle.decide(life, with(policy, policy.gracePeriod(), Duration.ZERO), now);
    }
  },
  /** What a deletion let go of and did not delete is not held again. */
  HOLD_IS_NOT_WRITTEN_AGAIN {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      Decision decision = Lifecycle.decide(life, policy, now);
      return life.state() instanceof LifeState.Quarantined
              && decision instanceof Decision.Learn(var digest, _)
              && digest.equals(life.learned())
          ? new Decision.Rest(null, List.of("in quarantine"))
          : decision;
    }
  },
  /** An image in quarantine that is wanted again stays there. */
  QUARANTINE_IS_FINAL {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return Lifecycle.decide(life, policy, now) instanceof Decision.Restore
          ? new Decision.Rest(null, List.of("in quarantine"))
          : Lifecycle.decide(life, policy, now);
    }
  },
  /** Before a copy of ours moves a tag, what it names is not held. */
  OFFERED_TAG_IS_NOT_HELD {
    @Override
    public Life on(Life life, Fact fact) {
      Life next = Lifecycle.on(life, fact);
      return fact instanceof Fact.Offered ? with(next, life.displaced()) : next;
    }
  },
  /** What somebody pushes while a copy of ours is on its way to the tag is not held. */
  PUSHED_MEANWHILE_IS_NOT_HELD {
    @Override
    public Life on(Life life, Fact fact) {
      Life next = Lifecycle.on(life, fact);
      boolean copying = life.errand() != null && life.errand().kind() == Errand.Kind.COPY;
      return fact instanceof Fact.Found && copying && life.offer() == null
          ? with(next, life.displaced())
          : next;
    }
  },
  /** What a moved tag named before is forgotten. */
  DISPLACED_IS_FORGOTTEN {
    @Override
    public Life on(Life life, Fact fact) {
      return with(Lifecycle.on(life, fact), List.of());
    }
  },
  /** No answer is a refusal: it is not looked again when a request in doubt may have landed. */
  DOUBT_IS_FORGOTTEN {
    @Override
    public Life on(Life life, Fact fact) {
      return Lifecycle.on(
          life,
          fact instanceof Fact.NotRemoved not
              ? new Fact.NotRemoved(not.at(), not.requestId(), not.reasons(), not.retryAt(), false)
              : fact);
    }
  },
  /** The ledger's memory of a quarantine is not read. */
  QUARANTINE_IS_NOT_RECALLED {
    @Override
    public Life on(Life life, Fact fact) {
      return Lifecycle.on(
          life,
          fact instanceof Fact.Recalled(var at, var memory)
              ? new Fact.Recalled(
                  at,
                  new Memory(
                      memory.epoch(), memory.firstSeen(), null, memory.source(), null, null, null))
              : fact);
    }
  },
  /** After a removal went wrong it is tried again on the same proof. */
  PROOF_IS_USED_TWICE {
    @Override
    public Life on(Life life, Fact fact) {
      Life next = Lifecycle.on(life, fact);
      return fact instanceof Fact.NotRemoved && life.inquiry() instanceof Inquiry.Cleared
          ? withInquiry(next, life.inquiry())
          : next;
    }
  },
  /** A person's pin is not heard. */
  PIN_IS_IGNORED {
    @Override
    public Life on(Life life, Fact fact) {
      return switch (fact) {
        case Fact.PinSet _ -> life;
        case Fact.Recalled(var at, var memory) ->
            Lifecycle.on(
                life,
                new Fact.Recalled(
                    at,
                    new Memory(
                        memory.epoch(),
                        memory.firstSeen(),
                        memory.digest(),
                        memory.source(),
                        null,
                        memory.quarantine(),
                        null)));
        default -> Lifecycle.on(life, fact);
      };
    }
  },
  /** Objections of policy are not heard. */
  POLICY_IS_IGNORED {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return Lifecycle.decide(life, with(policy, policy.gracePeriod(), policy.quarantine()), now);
    }
  },
  /** Nobody waits for the ledger: the epoch starts at zero with every run. */
  EPOCH_BEGINS_ANEW {
    @Override
    public Life on(Life life, Fact fact) {
      return fact instanceof Fact.Recalled(var at, var memory)
          ? Lifecycle.on(
              life,
              new Fact.Recalled(
                  at,
                  new Memory(
                      -100,
                      memory.firstSeen(),
                      memory.digest(),
                      memory.source(),
                      memory.pin(),
                      memory.quarantine(),
                      null)))
          : Lifecycle.on(life, fact);
    }
  },
  /** Kept for ever: a source's word that it names nothing any more is not heard. */
  LAST_WORD_IS_IGNORED {
    @Override
    public Life on(Life life, Fact fact) {
      return fact instanceof Fact.Said(_, Word word) && word.count() == 0
          ? life
          : Lifecycle.on(life, fact);
    }
  },
  /** Kept for ever: evidence that was not there yet is not asked for again. */
  LATER_IS_NEVER {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return life.inquiry() instanceof Inquiry.Later(_, var reasons, _) && life.errand() == null
          ? new Decision.Rest(null, reasons)
          : Lifecycle.decide(life, policy, now);
    }
  },
  /** Kept for ever: an outcome that never comes is waited for. */
  ERRAND_IS_NEVER_GIVEN_UP {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return Lifecycle.decide(life, policy, now) instanceof Decision.GiveUp
          ? new Decision.Rest(null, List.of("waiting for an outcome"))
          : Lifecycle.decide(life, policy, now);
    }
  },
  /** Kept for ever: nothing wakes a life when its grace period ends. */
  DEADLINE_WAKES_NOBODY {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return Lifecycle.decide(life, policy, now) instanceof Decision.Rest(_, var reasons)
              && life.errand() == null
          ? new Decision.Rest(null, reasons)
          : Lifecycle.decide(life, policy, now);
    }
  },
  /** Kept for ever: no reason is given. */
  REST_HAS_NO_REASON {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return Lifecycle.decide(life, policy, now) instanceof Decision.Rest(var until, _)
          ? new Decision.Rest(until, List.of())
          : Lifecycle.decide(life, policy, now);
    }
  },
  /** Kept for ever: the grace period starts anew with every look. */
  GRACE_STARTS_ANEW {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return life.stance() instanceof LifeState.Unused(_, var deadline)
              && !now.isBefore(deadline)
              && life.errand() == null
          ? new Decision.Become(
              new LifeState.Unused(now, now.plus(policy.gracePeriod())), "looked at")
          : Lifecycle.decide(life, policy, now);
    }
  },
  /** Lost: a step that failed is tried no more. */
  FAILURE_IS_FINAL {
    @Override
    public Decision decide(Life life, Policy policy, Instant now) {
      return life.state() instanceof LifeState.Failing(var cause, _, _, _, _)
          ? new Decision.Rest(null, List.of(cause))
          : Lifecycle.decide(life, policy, now);
    }
  },
  /** Lost: what is not in the stage any more is believed to be there. */
  ABSENCE_IS_NOT_BELIEVED {
    @Override
    public Life on(Life life, Fact fact) {
      return fact instanceof Fact.Found(_, var digest) && digest == null && life.digest() != null
          ? life
          : Lifecycle.on(life, fact);
    }
  };

  private static Instant deadline(Life life, Instant otherwise) {
    return switch (life.stance()) {
      case LifeState.Unused(_, var deadline) -> deadline;
      case LifeState.Quarantined(_, var until, _) -> until;
      default -> otherwise;
    };
  }

  private static Inquiry about(Inquiry inquiry, Instant notBefore) {
    return switch (inquiry) {
      case Inquiry.Later(_, var reasons, var retryAt) ->
          new Inquiry.Later(notBefore, reasons, retryAt);
      case Inquiry.Proven(_, var proof) -> new Inquiry.Proven(notBefore, proof);
      case Inquiry.Cleared(_, var proof, var intention) ->
          new Inquiry.Cleared(notBefore, proof, intention);
    };
  }

  private static Policy with(Policy policy, Duration gracePeriod, Duration quarantine) {
    return new Policy(
            policy.revision(), policy.stage(), null, true, policy.origin(), gracePeriod, quarantine)
        .forbidding(policy.prohibitions());
  }

  private static Life with(Life life, List<Digest> displaced) {
    return copy(life, displaced, life.inquiry());
  }

  private static Life withInquiry(Life life, Inquiry inquiry) {
    return copy(life, life.displaced(), inquiry);
  }

  private static Life copy(Life life, List<Digest> displaced, @Nullable Inquiry inquiry) {
    return new Life(
        life.schema(),
        life.image(),
        life.state(),
        life.epoch(),
        life.sequence(),
        life.recalled(),
        life.digest(),
        life.lookedAt(),
        life.firstSeen(),
        life.touched(),
        life.source(),
        life.words(),
        life.pin(),
        life.offer(),
        displaced,
        life.errand(),
        inquiry,
        life.lookAgainAt(),
        life.learned(),
        life.held(),
        life.restoring(),
        life.attempts(),
        life.releasedBytes(),
        life.news(),
        life.missing(),
        life.doubted(),
        life.refused(),
        life.barred(),
        life.adopted(),
        life.promotions());
  }
}
