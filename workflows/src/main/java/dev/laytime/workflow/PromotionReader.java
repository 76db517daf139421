package dev.laytime.workflow;

import dev.laytime.activity.GateCommand;
import dev.laytime.activity.GateJob;
import dev.laytime.activity.GateRunResult;
import dev.laytime.activity.LookRequest;
import dev.laytime.activity.VerifyRequest;
import dev.laytime.activity.VerifyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.Backoff;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.Gate.Report;
import dev.laytime.promotion.Gate.Verdict;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks elsewhere what gates want to know, and not more often than makes sense. */
final class PromotionReader {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final String spread;
  private final Map<String, Known> known = new LinkedHashMap<>();
  private String about = "";
  private @Nullable CancellationScope running;

  PromotionReader(String spread) {
    this.spread = spread;
  }

  private record Known(Report report, int attempts) {}

  /**
   * What all gates of a path say that ask elsewhere.
   *
   * @param gates the hash of what they are
   * @param anew whether also what passed, or is not due, is asked again
   */
  List<Report> read(PromotionPath path, String gates, PromotionOrder order, boolean anew) {
    String now = order.requestId() + " " + gates;
    if (!now.equals(about)) {
      known.clear();
      about = now;
    }
    List<Report> reports = new ArrayList<>();
    for (Gate gate : path.gates()) {
      Supplier<Report> question = question(gate, order);
      if (question != null) {
        reports.add(answer(gate, question, anew));
      }
    }
    return reports;
  }

  private Report answer(Gate gate, Supplier<Report> question, boolean anew) {
    Known last = known.get(gate.name());
    if (last != null && !anew && !due(last.report())) {
      return last.report();
    }
    int attempts = last == null ? 1 : last.attempts() + 1;
    Report report = later(question.get(), attempts);
    known.put(gate.name(), new Known(report, report.verdict() == Verdict.PASSED ? 0 : attempts));
    return report;
  }

  private static boolean due(Report report) {
    Instant next = report.next();
    return next != null && !WorkflowClock.now().isBefore(next);
  }

  private Report later(Report report, int attempts) {
    if (report.verdict() == Verdict.PASSED) {
      return report;
    }
    Instant next =
        WorkflowClock.in(Backoff.after(spread + report.gate(), attempts, FIRST, LONGEST));
    Instant asked = report.next();
    return new Report(
        report.gate(),
        report.verdict(),
        report.reason(),
        asked != null && asked.isAfter(next) ? asked : next);
  }

  /** Ends what runs for a gate: nobody wants to know it any more. */
  void stop() {
    if (running != null) {
      running.cancel("the order does not count any more");
    }
  }

  /** How a gate is asked; null for what needs no asking. */
  private @Nullable Supplier<Report> question(Gate gate, PromotionOrder order) {
    return switch (gate) {
      case Gate.Signed(var name, var verifier) -> () -> verify(name, order, verifier, null);
      case Gate.Attested(var name, var verifier, var type) ->
          () -> verify(name, order, verifier, type);
      case Gate.Commanded(var name, var command, var timeout) ->
          () ->
              ran(
                  name,
                  () ->
                      PromotionStubs.running(timeout, "gate " + name)
                          .command(new GateCommand(order, name, command, timeout)));
      case Gate.Worked(var name, var job, var timeout) ->
          () ->
              ran(
                  name,
                  () ->
                      PromotionStubs.running(timeout, "gate " + name)
                          .job(new GateJob(order, name, job, timeout)));
      case Gate.Soaked _, Gate.Checked _, Gate.Approved _, Gate.Opened _ -> null;
    };
  }

  private Report verify(
      String gate, PromotionOrder order, String verifier, @Nullable String predicateType) {
    try {
      VerifyResult result =
          PromotionStubs.verifying("gate " + gate)
              .verify(
                  new VerifyRequest(
                      order.source().repository(), order.digest(), verifier, predicateType));
      return said(gate, result.passed(), result.reason());
    } catch (ActivityFailure failure) {
      return unread(gate, failure);
    }
  }

  private Report ran(String gate, Supplier<GateRunResult> run) {
    List<GateRunResult> ended = new ArrayList<>();
    CancellationScope scope = Workflow.newCancellationScope(() -> ended.add(run.get()));
    running = scope;
    try {
      scope.run();
      GateRunResult result = ended.getFirst();
      return said(gate, result.passed(), result.reason());
    } catch (ActivityFailure failure) {
      return unread(gate, failure);
    } finally {
      running = null;
    }
  }

  private static Report said(String gate, boolean passed, String reason) {
    return new Report(gate, passed ? Verdict.PASSED : Verdict.FAILED, reason, null);
  }

  /** What could not be read is not known: it neither passed nor failed. */
  private static Report unread(String gate, ActivityFailure failure) {
    var problem = ActivityProblems.of(failure);
    return new Report(
        gate, Verdict.WAITING, ActivityProblems.text(problem, "read it"), problem.until());
  }

  /** What an image's name is; null for nothing. */
  @Nullable Digest look(Reference image) {
    return PromotionStubs.looking("what " + image + " is")
        .look(new LookRequest(image, null))
        .digest();
  }
}
