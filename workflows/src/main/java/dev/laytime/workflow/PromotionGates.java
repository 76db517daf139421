package dev.laytime.workflow;

import dev.laytime.activity.IntroduceResult;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.StageTarget;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.Backoff;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.GateReading;
import dev.laytime.promotion.Passage;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A promotion at its gates: reads, and waits, until it may move or is over. */
final class PromotionGates {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final PromotionProgress progress;
  private final PromotionLedger ledger;
  private final PromotionStatements statements;
  private final PromotionReader reader;
  private final PromotionDisplay display;
  private boolean stirred;
  private int idle;
  private int failures;

  PromotionGates(
      PromotionProgress progress,
      PromotionLedger ledger,
      PromotionStatements statements,
      PromotionDisplay display) {
    this.progress = progress;
    this.ledger = ledger;
    this.statements = statements;
    this.display = display;
    this.reader = new PromotionReader(progress.spread());
  }

  /** Something came: gates are read again, and pauses are short again. */
  void stir() {
    stirred = true;
    idle = 0;
  }

  /** What is read is for an order that does not count any more: what takes long is ended. */
  void disturb() {
    stir();
    reader.stop();
  }

  /** Waits until it moves, or is over. */
  void pass() {
    while (progress.state() == PromotionState.WAITING) {
      stirred = false;
      ledger.rememberSuperseded();
      // Before anything is read, which may take long: it can be cancelled and asked for at once.
      if (isIntroduced() && progress.state() == PromotionState.WAITING) {
        String cancelled = progress.cancellation();
        if (cancelled != null) {
          progress.end(PromotionState.CANCELLED, cancelled);
        } else {
          read();
        }
      }
    }
  }

  /** Nothing is done for what the ledger does not have: a lost run may have got further. */
  private boolean isIntroduced() {
    try {
      IntroduceResult known = ledger.introduce();
      if (known != null) {
        progress.goOn(known);
      }
      return ledger.isIntroduced();
    } catch (ActivityFailure failure) {
      pause(failure, "write it down");
      rest();
      return false;
    }
  }

  /** However long it has waited: what cannot be read for a moment is read soon after it. */
  private void pause(ActivityFailure failure, String what) {
    progress.say(ActivityProblems.text(failure, what));
    failures++;
    progress.next(WorkflowClock.in(Backoff.after(progress.spread(), failures, FIRST, LONGEST)));
  }

  private void read() {
    int before = progress.disturbances();
    try {
      decide(before);
    } catch (CanceledFailure cancelled) {
      if (before == progress.disturbances()) {
        throw cancelled;
      }
    }
    if (before == progress.disturbances() && progress.state() == PromotionState.WAITING) {
      rest();
    }
  }

  /** One look at everything; leaves why it waits, or moves, or ends. */
  private void decide(int before) {
    try {
      PromotionOrders facts = ledger.orders();
      if (before != progress.disturbances()) {
        return;
      }
      progress.read(facts);
      if (!isProven(facts) && takeOver(facts, before)) {
        return;
      }
      statements.write();
      if (before != progress.disturbances()) {
        return;
      }
      look(facts, before);
      failures = 0;
    } catch (ActivityFailure failure) {
      pause(failure, "read what counts");
    }
  }

  /**
   * Goes on for an order of the same that counts for more, where there is one: it is proven, or it
   * is somebody's where nobody ordered this one.
   *
   * @param mine what counts for this one
   * @return whether all is to be read again
   */
  private boolean takeOver(PromotionOrders mine, int before) {
    for (PromotionOrder other = progress.joined(); other != null; other = progress.joined()) {
      PromotionOrders facts = ledger.orders(other);
      if (before != progress.disturbances()) {
        return true;
      }
      progress.dismiss(other);
      boolean proven = isProven(facts);
      boolean better = proven || (mine.automatic() && !facts.automatic());
      if (better && passage(other, facts).refusal() == null) {
        progress.takeOver(
            other,
            "%s ordered the same%s".formatted(other.by(), proven ? ", and is proven to" : ""));
        return true;
      }
    }
    return false;
  }

  private static boolean isProven(PromotionOrders facts) {
    PromotionPath path = facts.path();
    return path == null ? facts.verified() : PromotionProgress.isProven(path, facts.proof());
  }

  private void look(PromotionOrders facts, int before) {
    String refusal = passage(progress.order(), facts).refusal();
    PromotionPath path = facts.path();
    if (refusal != null || path == null) {
      progress.end(PromotionState.REFUSED, Objects.requireNonNull(refusal));
      return;
    }
    if (isExpired(path)) {
      progress.end(PromotionState.EXPIRED, "it waited since %s".formatted(progress.orderedAt()));
      return;
    }
    List<Gate.Report> asked = asked(path, progress.gatesHash(), false);
    if (before != progress.disturbances()) {
      return;
    }
    List<Gate.Report> reports = reports(facts, path, asked);
    progress.show(reports);
    if (GateReading.passed(reports) && obstacle(facts) == null) {
      lookOnceMore(facts, before);
    } else {
      wait(facts, path, reports);
    }
  }

  private boolean isExpired(PromotionPath path) {
    return !WorkflowClock.now().isBefore(expiry(path));
  }

  /** A rollback never expires. */
  private Instant expiry(PromotionPath path) {
    return progress.order().kind() == PromotionOrder.Kind.PROMOTE
        ? progress.orderedAt().plus(path.expiry())
        : Instant.MAX;
  }

  /**
   * Everything anew, right before the move: nothing of what was read before counts. What takes long
   * comes first, and then what was said and decided meanwhile.
   */
  private void lookOnceMore(PromotionOrders former, int before) {
    PromotionPath known = progress.movingPath();
    String gates = progress.gatesHash();
    PromotionOrder order = progress.order();
    List<Gate.Report> asked = asked(known, gates, true);
    Digest source = reader.look(order.source().withDigest(order.digest()));
    List<Passage.Seen> seen = new ArrayList<>();
    for (StageTarget target : former.targets()) {
      seen.add(new Passage.Seen(target.image(), reader.look(target.image())));
    }
    if (before != progress.disturbances()) {
      return;
    }
    statements.write();
    PromotionOrders facts = ledger.ordersAtLast();
    if (before != progress.disturbances()) {
      return;
    }
    progress.read(facts);
    boolean sameTargets = facts.targets().equals(former.targets());
    Passage passage = passage(order, facts);
    String refusal = sameTargets ? passage.refusal(source, seen) : passage.refusal();
    PromotionPath path = facts.path();
    if (refusal != null || path == null) {
      progress.end(PromotionState.REFUSED, Objects.requireNonNull(refusal));
      return;
    }
    boolean same = sameTargets && known.equals(path) && gates.equals(facts.gates());
    List<Gate.Report> reports = same ? reports(facts, path, asked) : List.of();
    progress.show(reports);
    if (same
        && statements.waiting().isEmpty()
        && GateReading.passed(reports)
        && obstacle(facts) == null) {
      progress.move(facts.targets(), named(seen));
    } else {
      wait(facts, path, reports);
    }
  }

  private static Map<Reference, Digest> named(List<Passage.Seen> seen) {
    Map<Reference, Digest> named = new LinkedHashMap<>();
    for (Passage.Seen one : seen) {
      if (one.digest() != null) {
        named.put(one.image(), one.digest());
      }
    }
    return named;
  }

  /** What the gates say that ask elsewhere: what goes back has none. */
  private List<Gate.Report> asked(PromotionPath path, String gates, boolean anew) {
    return progress.order().kind() == PromotionOrder.Kind.ROLLBACK
        ? List.of()
        : reader.read(path, gates, progress.order(), anew);
  }

  /**
   * What all gates say. Nothing is asked for it.
   *
   * @param asked what those say that ask elsewhere
   */
  private List<Gate.Report> reports(
      PromotionOrders facts, PromotionPath path, List<Gate.Report> asked) {
    return new GateReading(
            path,
            progress.gatesHash(),
            progress.order(),
            facts.presentSince(),
            facts.proof(),
            facts.automatic(),
            progress.statements(),
            facts.openings(),
            asked,
            WorkflowClock.now())
        .reports();
  }

  private static Passage passage(PromotionOrder order, PromotionOrders facts) {
    return new Passage(order, facts.path(), facts.forbidden(), facts.released());
  }

  /** What keeps it where it is though its gates may pass; null for nothing. */
  private static @Nullable String obstacle(PromotionOrders facts) {
    return facts.automatic() && facts.hold() != null
        ? "automatic promotion is held: " + facts.hold()
        : facts.meets() == null ? null : "waits for what moves there already: " + facts.meets();
  }

  private void wait(PromotionOrders facts, PromotionPath path, List<Gate.Report> reports) {
    String obstacle = obstacle(facts);
    progress.say(
        obstacle != null
            ? obstacle
            : reports.stream()
                .filter(report -> report.verdict() != Gate.Verdict.PASSED)
                .map(report -> "waits for %s: %s".formatted(report.gate(), report.reason()))
                .findFirst()
                .orElse("something changed meanwhile: its gates are read again"));
    Instant next = again();
    for (Gate.Report report : reports) {
      Instant due = report.verdict() == Gate.Verdict.PASSED ? null : report.next();
      next = due != null && due.isBefore(next) ? due : next;
    }
    Instant end = expiry(path);
    progress.next(end.isBefore(next) ? end : next);
  }

  /** What only the ledger knows is read again with growing pauses, too. */
  private Instant again() {
    idle++;
    return WorkflowClock.in(Backoff.after(progress.spread(), idle, FIRST, LONGEST));
  }

  private void rest() {
    display.show();
    ledger.remember();
    renewIfDue();
    Instant next = progress.status().nextAttempt();
    try (Pause pause = Pause.until(next, progress.status().cause())) {
      pause.await(() -> stirred);
    }
  }

  private void renewIfDue() {
    if (Workflow.getInfo().isContinueAsNewSuggested()
        && Workflow.isEveryHandlerFinished()
        && progress.unwritten() == null) {
      Workflow.continueAsNew(progress.renewed(statements.waiting()));
    }
  }
}
