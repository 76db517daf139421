package dev.laytime.worker.ledger;

import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.lifecycle.Origin;
import java.time.Duration;
import java.time.Instant;

/** How an image stands with its build, as its life is told. */
final class BuildStanding {

  /** Of what has not been heard for so long it is asked again: Temporal may have lost it. */
  static final Duration SILENCE = Duration.ofMinutes(10);

  /** So long later it is looked whether an order of somebody else was taken. */
  private static final Duration UNTAKEN = Duration.ofMinutes(1);

  private BuildStanding() {}

  /** Of one that is not over. */
  static Origin.Build underway(BuildRows.Row row, Instant now) {
    BuildStatus status = row.status();
    Instant again = row.known().updatedAt().plus(SILENCE);
    if (isUntakenOfAPerson(row)) {
      return new Origin.Build(
          status.order().rule(),
          false,
          "is built later: another order of it waits for Temporal to take it",
          now.plus(UNTAKEN));
    }
    boolean due = !row.asked() || !again.isAfter(now);
    StringBuilder said =
        new StringBuilder(
            "is built: %s by rule %s, %s"
                .formatted(status.id(), status.order().rule(), status.state()));
    if (status.source() != null) {
      said.append(" of ").append(status.source().commit().abbreviated());
    }
    if (!status.cause().isEmpty()) {
      said.append("; ").append(status.cause());
    }
    return new Origin.Build(status.order().rule(), due, said.toString(), again);
  }

  /** Of one that came to nothing by a rule that still makes the same of it. */
  static Origin.Build failed(BuildRule rule, BuildStatus status) {
    BuildFailure failure = status.failure();
    String hint = failure == null ? "" : "; " + failure.kind().hint();
    return new Origin.Build(
        rule.name(),
        false,
        "its build by rule %s failed: %s%s; it is not tried again before the rule changes or somebody orders it"
            .formatted(rule.name(), status.cause(), hint),
        null);
  }

  /** Whether a person gave it, and Temporal may not have it: it is no order of whoever waits. */
  static boolean isUntakenOfAPerson(BuildRows.Row row) {
    return !row.asked() && row.known().charged() == null;
  }

  /** Whether an order stands in the way of another one: one that nobody took does not. */
  static boolean blocks(BuildRows.Row row, BuildRule rule, RuleMark marks) {
    return row.asked()
        && row.status().state() == BuildState.FAILED
        && marks.isOf(rule, row.ruleHash());
  }
}
