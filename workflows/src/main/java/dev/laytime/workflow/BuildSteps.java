package dev.laytime.workflow;

import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.BuildOutcome;
import dev.laytime.activity.BuildRequest;
import dev.laytime.activity.BuildSourceRequest;
import dev.laytime.activity.BuiltImageRequest;
import dev.laytime.activity.BuiltImageResult;
import dev.laytime.activity.Problem;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.Resolution;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.promotion.Backoff;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A build, step by step. Every step may be done twice. What the build itself is at fault for ends
 * it; trouble is waited out for a day.
 */
final class BuildSteps {

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration PATIENCE = Duration.ofDays(1);
  private static final int MOST_BUILDS = 5;

  private final BuildProgress progress;
  private final BuildLedger ledger;
  private final BuildDisplay display;

  BuildSteps(BuildProgress progress, BuildLedger ledger, BuildDisplay display) {
    this.progress = progress;
    this.ledger = ledger;
    this.display = display;
  }

  /** Goes on until it is over. */
  void carryOut() {
    int troubles = 0;
    while (!progress.state().over()) {
      try {
        step();
        troubles = 0;
      } catch (ActivityFailure failure) {
        troubles++;
        endure(ActivityProblems.of(failure), troubles);
      } catch (BuildPush.Unnamed unnamed) {
        troubles++;
        endure(new Problem("", String.valueOf(unnamed.getMessage()), "", null), troubles);
      }
      display.show();
      ledger.remember();
      pauseIfPutOff();
      renewIfDue();
    }
  }

  private void step() {
    BuildOrders orders =
        BuildStubs.ledger("rule " + progress.order().rule()).orders(progress.order());
    BuildRule rule = orders.rule();
    Repository workshop = orders.workshop();
    if (rule == null) {
      refuse("the configuration has no build rule %s any more".formatted(progress.order().rule()));
    } else if (!orders.refusal().isEmpty() && isBeforeItsEnd()) {
      refuse(orders.refusal());
    } else if (workshop == null) {
      refuse("no stage has %s any more".formatted(progress.order().image().repository()));
    } else {
      step(rule, workshop);
    }
  }

  /** What is built is brought where it belongs: that it is there then is its own doing. */
  private boolean isBeforeItsEnd() {
    return progress.state() == BuildState.RESOLVING || progress.state() == BuildState.BUILDING;
  }

  private void step(BuildRule rule, Repository workshop) {
    switch (progress.state()) {
      case RESOLVING -> resolve(rule);
      case BUILDING -> build(rule, workshop);
      case VERIFYING -> verify(rule);
      case PUSHING -> new BuildPush(progress, rule).carryOut();
      case DONE, FAILED -> {}
    }
  }

  private void resolve(BuildRule rule) {
    Digest named = rule.rebuild() ? null : NamedTag.look(progress.order().image());
    if (named != null) {
      refuse(
          "%s is %s already, and build rule %s does not rebuild"
              .formatted(progress.order().image(), named, rule.name()));
      return;
    }
    Resolution resolution =
        BuildStubs.asking("which commit " + progress.order().image() + " is")
            .resolve(
                new BuildSourceRequest(rule, progress.order().image(), progress.order().ref()));
    switch (resolution) {
      case Resolution.Found(var ref) -> progress.resolved(ref);
      case Resolution.Final(var failure) -> progress.fail(failure);
    }
  }

  private void build(BuildRule rule, Repository workshop) {
    progress.begin();
    display.show();
    BuildOutcome outcome =
        BuildStubs.building(rule.recipe().timeout(), "build " + progress.source().commit())
            .build(
                new BuildRequest(
                    rule,
                    progress.order().image(),
                    progress.source(),
                    BuildId.of(
                        progress.order().image(),
                        progress.source().commit(),
                        rule.recipe().strategy()),
                    workshop));
    switch (outcome) {
      case BuildOutcome.Built(var digest) -> progress.built(workshop.pinned(digest), rule);
      case BuildOutcome.Failed(var failure) -> failed(failure);
    }
  }

  private void failed(BuildFailure failure) {
    if (failure.kind().retryable() && progress.attempts() < MOST_BUILDS) {
      progress.putOff(failure, failure.said(), next(progress.attempts(), null));
    } else {
      progress.fail(failure);
    }
  }

  private void verify(BuildRule rule) {
    Digest digest = Objects.requireNonNull(progress.built().digest(), "By digest");
    BuiltImageResult result =
        BuildStubs.looking("look at " + progress.built())
            .verify(
                new BuiltImageRequest(
                    progress.built().repository(), digest, rule.recipe().platforms()));
    if (result.fault().isEmpty()) {
      progress.verified();
    } else {
      progress.fail(BuildFailure.of(BuildFailureKind.USER_ERROR, result.fault()));
    }
  }

  private void refuse(String why) {
    progress.fail(BuildFailure.of(BuildFailureKind.NOT_ALLOWED, why));
  }

  /** Something else than the build is at fault. */
  private void endure(Problem problem, int troubles) {
    String said = ActivityProblems.text(problem, "build");
    BuildFailure failure = BuildFailure.of(BuildFailureKind.INFRASTRUCTURE, said);
    if (WorkflowClock.now().isBefore(progress.orderedAt().plus(PATIENCE))) {
      progress.putOff(failure, said, next(troubles, problem.until()));
    } else {
      progress.fail(failure);
    }
  }

  private Instant next(int attempt, @Nullable Instant asked) {
    String spread = progress.order().image().text();
    Instant next = WorkflowClock.in(Backoff.after(spread, attempt, FIRST, LONGEST));
    return asked != null && asked.isAfter(next) ? asked : next;
  }

  private void pauseIfPutOff() {
    Instant next = progress.status().nextAttempt();
    if (next != null && next.isAfter(WorkflowClock.now())) {
      try (Pause pause = Pause.until(next, progress.status().cause())) {
        pause.await(() -> false);
      }
    }
  }

  private void renewIfDue() {
    if (!progress.state().over() && Workflow.getInfo().isContinueAsNewSuggested()) {
      Workflow.await(Workflow::isEveryHandlerFinished);
      Workflow.continueAsNew(progress.renewed());
    }
  }
}
