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
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildState;
import dev.laytime.build.Resolution;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.promotion.Backoff;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A build, step by step. Every step may be done twice. What the build itself is at fault for ends
 * it; trouble is waited out for a day where it stands.
 */
final class BuildSteps {

  private static final Logger log = Workflow.getLogger(BuildSteps.class);

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /** Of what was built in earnest each time: some fifteen times in a day. */
  private static final Duration FIRST_BUILT = Duration.ofMinutes(1);

  private static final Duration LONGEST_BUILT = Duration.ofHours(3);
  private static final Duration PATIENCE = Duration.ofDays(1);

  /** Of what is built, and gone when it is looked for. */
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
    while (!progress.state().over()) {
      try {
        step();
      } catch (ActivityFailure failure) {
        failed(failure);
      } catch (BuildPush.NotYet later) {
        endure(trouble(String.valueOf(later.getMessage())), null);
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
    if (orders.over() != null && isAtItsBeginning()) {
      settle(orders.over());
    } else if (rule == null) {
      settle("the configuration has no build rule %s any more".formatted(progress.order().rule()));
    } else if (!orders.refusal().isEmpty()) {
      settle(orders.refusal());
    } else if (!orders.existed().isEmpty() && isBeforeItsEnd()) {
      settle(orders.existed());
    } else if (workshop == null) {
      settle("no stage has %s any more".formatted(progress.order().image().repository()));
    } else {
      step(rule, workshop);
    }
  }

  /** The ledger tells what Temporal says of a run that is there, and never ends it. */
  private boolean isAtItsBeginning() {
    return progress.state() == BuildState.RESOLVING && progress.attempts() == 0;
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
      settle(
          "%s is %s already, and build rule %s does not rebuild"
              .formatted(progress.order().image(), named, rule.name()));
      return;
    }
    Resolution resolution =
        BuildStubs.asking("which commit " + progress.order().image() + " is")
            .resolve(
                new BuildSourceRequest(rule, progress.order().image(), progress.order().ref()));
    switch (resolution) {
      case Resolution.Found(var ref) -> progress.resolved(proven(ref, rule));
      case Resolution.Final(var failure) -> progress.fail(failure);
    }
  }

  private static ResolvedRef proven(ResolvedRef ref, BuildRule rule) {
    return rule.source() instanceof BuildSource.Git(var repository, _, var allowed)
        ? ref.provenIn(repository, allowed)
        : ref;
  }

  private void build(BuildRule rule, Repository workshop) {
    if (!proven(progress.source(), rule).equals(progress.source()) || isOfAnotherText(rule)) {
      // What was proven by the rule as it was is nothing by the rule as it is.
      callOff();
      progress.unproven();
      return;
    }
    BuildRequest request =
        new BuildRequest(
            rule,
            progress.order().image(),
            progress.source(),
            BuildId.of(progress.order(), progress.source().commit(), rule.recipe().strategy()),
            workshop,
            progress.nextAttempt());
    progress.begin(request);
    display.show();
    BuildOutcome outcome =
        BuildStubs.building(rule.recipe().timeout(), "build " + progress.source().commit())
            .build(request);
    if (!(outcome instanceof BuildOutcome.GivenUp)) {
      progress.settled();
    }
    switch (outcome) {
      case BuildOutcome.Built(var digest, var builders) ->
          progress.built(workshop.pinned(digest), rule, builders);
      case BuildOutcome.Failed(var failure) when failure.kind().retryable() ->
          endure(failure, null);
      case BuildOutcome.Failed(var failure) -> progress.fail(failure);
      case BuildOutcome.GivenUp(var failure) -> progress.fail(failure);
    }
  }

  private boolean isOfAnotherText(BuildRule rule) {
    return rule.source() instanceof BuildSource.Text text
        && !text.resolved().equals(progress.source());
  }

  /** Has a builder end that may be at it, though nobody waits for it. */
  private void callOff() {
    BuildRequest begun = progress.begun();
    if (begun != null) {
      BuildStubs.abandoning("end what builds " + begun.source().commit()).abandon(begun);
      progress.settled();
    }
  }

  /**
   * The same when all is over.
   *
   * @param patient whether it is tried until its deadline ends the builder, or another order waits
   */
  void abandon(boolean patient) {
    int tries = 0;
    Instant end = WorkflowClock.now();
    while (progress.begun() != null) {
      try {
        callOff();
      } catch (ActivityFailure failure) {
        // It writes no tag that anybody uses, and takes room.
        log.warn("a builder may go on cause={}", ActivityProblems.text(failure, "end it"));
        end = tries == 0 && patient ? end.plus(progress.longest()) : end;
        if (progress.successor() != null || !WorkflowClock.now().isBefore(end)) {
          progress.settled();
          return;
        }
        try (Pause pause = Pause.until(next(++tries, null), "until its builder has ended")) {
          pause.await(() -> progress.successor() != null);
        }
      }
    }
  }

  private void verify(BuildRule rule) {
    Digest digest = Objects.requireNonNull(progress.built().digest(), "By digest");
    BuiltImageResult result =
        BuildStubs.looking("look at " + progress.built())
            .verify(
                new BuiltImageRequest(
                    progress.built().repository(), digest, rule.recipe().platforms()));
    if (result.missing()) {
      lose(result.fault());
    } else if (result.fault().isEmpty()) {
      progress.verified();
    } else {
      progress.fail(BuildFailure.of(BuildFailureKind.USER_ERROR, result.fault()));
    }
  }

  /** Ends it for good; what its tag names stays, and nothing follows on it. */
  private void settle(String why) {
    if (progress.isNamed()) {
      progress.done(progress.withLeft(why + ": nothing more follows"));
    } else {
      progress.fail(BuildFailure.of(BuildFailureKind.NOT_ALLOWED, why));
    }
  }

  private void failed(ActivityFailure failure) {
    Problem problem = ActivityProblems.of(failure);
    String said = ActivityProblems.text(problem, "build");
    boolean bringing = progress.state() == BuildState.PUSHING;
    if (bringing && ActivityProblems.isFinal(failure)) {
      settle(said);
    } else if (bringing && ActivityProblems.isAbsence(failure) && !progress.isNamed()) {
      lose(said);
    } else {
      endure(trouble(said), problem.until());
    }
  }

  /** What was built is gone: it is built again, though not for ever. */
  private void lose(String said) {
    if (progress.builds() < MOST_BUILDS) {
      progress.lost();
      progress.putOff(trouble(said), said, next(progress.builds(), null));
    } else {
      progress.fail(trouble(said));
    }
  }

  private static BuildFailure trouble(String said) {
    return BuildFailure.of(BuildFailureKind.INFRASTRUCTURE, said);
  }

  /**
   * Something else than the build is at fault.
   *
   * @param asked before when nothing is to be tried again; null for no wish
   */
  private void endure(BuildFailure failure, @Nullable Instant asked) {
    int troubles = progress.troubled();
    if (WorkflowClock.now().isBefore(progress.troubledSince().plus(PATIENCE))) {
      progress.putOff(failure, failure.said(), next(failure, troubles, asked));
    } else if (progress.isNamed()) {
      settle(failure.said());
    } else {
      progress.fail(failure);
    }
  }

  private Instant next(BuildFailure failure, int attempt, @Nullable Instant asked) {
    return failure.kind() == BuildFailureKind.INFRASTRUCTURE && failure.hadBegun()
        ? next(attempt, asked, FIRST_BUILT, LONGEST_BUILT)
        : next(attempt, asked);
  }

  private Instant next(int attempt, @Nullable Instant asked) {
    return next(attempt, asked, FIRST, LONGEST);
  }

  private Instant next(int attempt, @Nullable Instant asked, Duration first, Duration longest) {
    String spread = progress.order().image().text();
    Instant next = WorkflowClock.in(Backoff.after(spread, attempt, first, longest));
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
