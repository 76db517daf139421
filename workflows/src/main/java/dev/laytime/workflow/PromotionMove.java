package dev.laytime.workflow;

import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.GitWriteResult;
import dev.laytime.activity.Problem;
import dev.laytime.promotion.Backoff;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what has passed its gates: all destinations side by side, then Git. What fails is
 * tried again for as long as it takes; where it stands is told to the ledger after each step.
 */
final class PromotionMove {

  static final Duration FIRST = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofHours(1);

  private final PromotionProgress progress;
  private final PromotionLedger ledger;
  private final PromotionDisplay display;
  private @Nullable CancellationScope writing;

  PromotionMove(PromotionProgress progress, PromotionLedger ledger, PromotionDisplay display) {
    this.progress = progress;
    this.ledger = ledger;
    this.display = display;
  }

  void carryOut() {
    display.show();
    // What moves is kept from deletion by what the ledger has: before anything is written.
    ledger.rememberSurely();
    if (!arrived()) {
      letPass();
    }
    while (!arrived()) {
      moveAll();
      if (progress.arrivals().isLost()) {
        progress.end(PromotionState.FAILED, progress.arrivals().loss());
        return;
      }
      renewIfDue();
    }
    for (String git : progress.movingPath().git()) {
      write(git);
    }
    progress.end(PromotionState.PROMOTED, "");
  }

  /** Two that begin at once see each other here: each has been written down before it looks. */
  private void letPass() {
    String other = "?";
    for (int attempt = 1; !other.isEmpty(); attempt++) {
      Problem trouble = new Problem("", "", "", null);
      try {
        other = ledger.meeting();
        progress.say(other.isEmpty() ? "" : "waits for what moves there already: " + other);
      } catch (ActivityFailure failure) {
        trouble = ActivityProblems.of(failure);
        progress.say(ActivityProblems.text(trouble, "ask what else moves there"));
      }
      if (!other.isEmpty()) {
        pause(next(progress.spread(), attempt, trouble), "until nothing else moves there");
      }
    }
    progress.next(null);
  }

  private void pause(Instant until, String summary) {
    progress.next(until);
    display.show();
    ledger.remember();
    if (Workflow.getInfo().isContinueAsNewSuggested()) {
      Workflow.await(Workflow::isEveryHandlerFinished);
      if (!givesWay()) {
        Workflow.continueAsNew(progress.renewed(List.of()));
      }
    }
    try (Pause pause = Pause.until(until, summary)) {
      pause.await(this::givesWay);
    }
  }

  private boolean arrived() {
    return progress.arrivals().complete();
  }

  private void moveAll() {
    List<Promise<Void>> moves = new ArrayList<>();
    for (Destination destination : progress.arrivals().all()) {
      DestinationMove move = new DestinationMove(progress, destination.stage());
      moves.add(Async.procedure(move::carryOut));
    }
    Promise<Void> all = Promise.allOf(moves);
    // One writer: what is told later was so later.
    List<Destination> told = progress.arrivals().all();
    while (!all.isCompleted()) {
      List<Destination> last = told;
      Workflow.await(() -> all.isCompleted() || !progress.arrivals().all().equals(last));
      told = progress.arrivals().all();
      display.show();
      ledger.remember();
    }
    all.get();
  }

  private void renewIfDue() {
    if (!arrived()) {
      Workflow.await(Workflow::isEveryHandlerFinished);
      Workflow.continueAsNew(progress.renewed(List.of()));
    }
  }

  /** A rollback is to follow: Git is left to it, however long Git is away. */
  void giveWay() {
    if (writing != null) {
      writing.cancel("a rollback was ordered");
    }
  }

  private boolean givesWay() {
    return progress.following() != null;
  }

  private void write(String git) {
    for (int attempt = 1; !progress.arrivals().committed(git); attempt++) {
      try {
        progress.arrivals().commit(git, attempt(git));
        progress.say("");
        progress.next(null);
      } catch (ActivityFailure failure) {
        if (!givesWay()) {
          pause(git, failure, attempt);
        }
      }
      display.show();
      ledger.remember();
    }
  }

  /** Git has no forward and back of its own: what comes late would undo what followed. */
  private String attempt(String git) {
    PromotionOrder following = progress.following();
    if (following != null) {
      return left("superseded by the rollback that %s ordered".formatted(following.by()));
    }
    String later = ledger.later(git);
    return later.isEmpty() ? commit(git) : left(later);
  }

  private String commit(String git) {
    List<GitWriteResult> written = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() ->
            written.add(
                PromotionStubs.writing("write " + git)
                    .write(new GitWriteRequest(progress.id(), progress.order(), git))));
    writing = scope;
    try {
      scope.run();
    } finally {
      writing = null;
    }
    GitWriteResult result = written.getFirst();
    return result.left() == null ? result.commit() : left(result.left());
  }

  private static String left(String later) {
    return "left: " + later;
  }

  private void pause(String git, ActivityFailure failure, int attempt) {
    Problem problem = ActivityProblems.of(failure);
    Instant next = next(progress.spread() + git, attempt, problem);
    progress.say("Git %s: %s".formatted(git, ActivityProblems.text(problem, "write")));
    pause(next, "writing " + git + " again");
  }

  /** When what failed is tried again. */
  static Instant next(String id, int attempt, Problem problem) {
    Instant next = WorkflowClock.in(Backoff.after(id, attempt, FIRST, LONGEST));
    Instant asked = problem.until();
    return asked != null && asked.isAfter(next) ? asked : next;
  }

  /** What was done, and what was not, of a move that was broken off. */
  String account() {
    List<String> parts = new ArrayList<>();
    for (Destination destination : progress.arrivals().all()) {
      parts.add("%s: %s".formatted(destination.stage(), destination.step()));
    }
    for (String git : progress.movingPath().git()) {
      parts.add(
          "Git %s: %s"
              .formatted(git, progress.arrivals().committed(git) ? "written" : "not written"));
    }
    return String.join(", ", parts);
  }
}
