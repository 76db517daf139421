package dev.laytime.workflow;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.LifeRecord;
import dev.laytime.activity.PinRequest;
import dev.laytime.activity.Problem;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.Spread;
import dev.laytime.lifecycle.Why;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a life reads from the ledger and writes into it, and how long it goes on without. A ledger
 * that did not answer is left alone for a while, so that a restore does not wait for it twice.
 */
final class LifeLedger {

  /** Before the first answer: nothing may be done with it but to ask. */
  private static final Policy UNKNOWN =
      new Policy(
          "",
          null,
          "the ledger was not asked yet",
          false,
          new Origin.External(),
          Duration.ZERO,
          Duration.ZERO);

  private final Reference image;
  private final String life;
  private @Nullable Policy read;
  private @Nullable LifeRecord written;
  private int failures;
  private @Nullable Instant retryAt;
  private String trouble = "";

  LifeLedger(Reference image, String life) {
    this.image = image;
    this.life = life;
  }

  /** The policy as it was last read in this run. */
  Policy policy() {
    return read == null ? UNKNOWN : read;
  }

  /** Reads the policy anew; where the ledger does not answer the last one stays. */
  void readPolicy() {
    if (!leftAlone()) {
      Duration within = known() ? LifeActivities.PROMPTLY : LifeActivities.PATIENTLY;
      try {
        read = LifeActivities.ledger(within, "policy").policy(image);
        answered();
      } catch (ActivityFailure failure) {
        failed(failure, "read the policy");
      }
    }
  }

  /** Whether any policy was read in this run. */
  boolean known() {
    return read != null;
  }

  /** Whether the ledger answered when it was last asked. */
  boolean answers() {
    return retryAt == null;
  }

  /** When it is asked again; null while it answers. */
  @Nullable Instant retryAt() {
    return retryAt;
  }

  /** Why it is not asked now. */
  String trouble() {
    return trouble;
  }

  /** Whether the ledger has an older epoch, or misses a part of the story. */
  boolean isBehind(Life now) {
    return written == null || now.epoch() > written.epoch() || !now.news().isEmpty();
  }

  /**
   * Writes where the life stands unless that is written already.
   *
   * @return what was written; null where the ledger did not take it
   */
  Fact.@Nullable Remembered remember(Life now, Why why) {
    LifeRecord record = record(now, why);
    if (written != null && written.equals(withoutEvents(record)) && now.news().isEmpty()) {
      return new Fact.Remembered(WorkflowClock.now(), now.sequence());
    }
    if (leftAlone()) {
      return null;
    }
    try {
      LifeActivities.ledger(LifeActivities.PROMPTLY, "remember " + now.state().label())
          .remember(record);
    } catch (ActivityFailure failure) {
      failed(failure, "remember");
      return null;
    }
    answered();
    written = withoutEvents(record);
    return new Fact.Remembered(WorkflowClock.now(), now.sequence());
  }

  /** Writes a pin, or takes it away; it waits no longer than a person does. */
  void pin(@Nullable Pin pin, String by) {
    LifeActivities.ledger(LifeActivities.PROMPTLY, pin == null ? "unpin" : pin.toString())
        .pin(new PinRequest(image, pin, by, WorkflowClock.now()));
    answered();
  }

  /** Writes the end. */
  void bury(Life last, Why why, String cause, List<String> proof) {
    LifeActivities.ledger(LifeActivities.PATIENTLY, "bury: " + cause)
        .bury(
            new BuryRequest(
                record(last, why),
                new Obituary(
                    image.text(),
                    last.digest(),
                    WorkflowClock.now(),
                    cause,
                    proof,
                    last.releasedBytes())));
  }

  private boolean leftAlone() {
    return retryAt != null && WorkflowClock.now().isBefore(retryAt);
  }

  private void answered() {
    failures = 0;
    retryAt = null;
    trouble = "";
  }

  private void failed(ActivityFailure failure, String attempted) {
    Problem problem = ActivityProblems.of(failure);
    failures++;
    Instant next = Spread.retry(image, failures, WorkflowClock.now());
    Instant asked = problem.until();
    retryAt = asked != null && asked.isAfter(next) ? asked : next;
    trouble = ActivityProblems.text(problem, attempted);
  }

  private LifeRecord record(Life now, Why why) {
    return new LifeRecord(
        life,
        image,
        now.epoch(),
        now.state().label(),
        now.digest(),
        now.firstSeen(),
        now.source(),
        now.stance() instanceof LifeState.Quarantined quarantined ? quarantined : null,
        why,
        now.news(),
        now.displaced(),
        now.copyingUntil());
  }

  private static LifeRecord withoutEvents(LifeRecord record) {
    return new LifeRecord(
        record.life(),
        record.image(),
        record.epoch(),
        record.state(),
        record.digest(),
        record.firstSeen(),
        record.source(),
        record.quarantine(),
        record.why(),
        List.of(),
        record.displaced(),
        record.copyingUntil());
  }
}
