package dev.laytime.lifecycle;

import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.ledger.RemovalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evidence, then the count of what leaves, then the reaper: one of the two steps out. */
final class WayOut {

  private final Life life;
  private final Policy policy;
  private final Instant now;

  WayOut(Life life, Policy policy, Instant now) {
    this.life = life;
    this.policy = policy;
    this.now = now;
  }

  /**
   * What is next on the way out.
   *
   * @param deadline only scans that started after it count
   * @param lookAgainAt when the life wakes anyhow; null for never
   */
  Decision next(RemovalKind kind, Instant deadline, @Nullable Instant lookAgainAt) {
    List<String> objections = objections();
    if (!objections.isEmpty()) {
      return new Decision.Rest(Decisions.earliest(pauseEnd(), lookAgainAt), objections);
    }
    // After a removal that failed, only scans from after the failure count.
    Inquiry inquiry = life.inquiry();
    Instant notBefore =
        inquiry != null && inquiry.notBefore().isAfter(deadline) ? inquiry.notBefore() : deadline;
    return switch (inquiry) {
      case null -> new Decision.Ask(kind, notBefore);
      case Inquiry.Later(_, var reasons, var retryAt)
          when retryAt == null || now.isBefore(retryAt) ->
          new Decision.Rest(Decisions.earliest(retryAt, lookAgainAt), reasons);
      case Inquiry.Proven(var about, _) when about.equals(notBefore) ->
          new Decision.Intend(kind, notBefore);
      case Inquiry.Cleared(var about, _, var intention) when about.equals(notBefore) ->
          new Decision.Remove(kind, notBefore, intention, quarantine(kind));
      case Inquiry.Later _, Inquiry.Proven _, Inquiry.Cleared _ ->
          new Decision.Ask(kind, notBefore);
    };
  }

  private List<String> objections() {
    List<String> objections = new ArrayList<>();
    StagePause pause = policy.paused(now);
    if (pause != null) {
      objections.add(pause.toString());
    }
    String objection = objection();
    if (objection != null) {
      objections.add(objection);
    }
    return objections;
  }

  private @Nullable Instant pauseEnd() {
    StagePause pause = policy.paused(now);
    return pause == null ? null : pause.retryAt(life.image());
  }

  private @Nullable String objection() {
    if (life.image() instanceof Reference.Tagged(_, var tag) && ReservedTags.isReserved(tag)) {
      return "its tag is bookkeeping, and goes with what it is kept for";
    }
    return policy.objection();
  }

  private Duration quarantine(RemovalKind kind) {
    return kind == RemovalKind.QUARANTINE ? policy.quarantine() : Duration.ZERO;
  }
}
