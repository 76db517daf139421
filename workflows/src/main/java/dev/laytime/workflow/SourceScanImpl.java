package dev.laytime.workflow;

import dev.laytime.activity.ScanRequest;
import dev.laytime.activity.ScanResult;
import dev.laytime.activity.SourceOrders;
import dev.laytime.activity.TellResult;
import dev.laytime.activity.TellScanRequest;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Scans, publishes, tells; then waits for the next round. */
public final class SourceScanImpl extends LoopMessages implements SourceScan {

  private static final Duration LEDGER_PAUSE = Duration.ofMinutes(1);

  private static final Logger log = Workflow.getLogger(SourceScanImpl.class);

  private final String source;
  private @Nullable ScanResult last;
  private String failure = "";
  private @Nullable Instant next;

  /** A signal may arrive before {@link #run}: what it changes is set here. */
  @WorkflowInit
  public SourceScanImpl(Start start) {
    super(rounds(HandedOn.orNull(start.carried())));
    Status carried = HandedOn.orNull(start.carried());
    this.source = start.source();
    if (carried != null) {
      this.last = carried.last();
      this.failure = carried.failure();
      this.next = carried.next();
    }
  }

  private static Rounds rounds(@Nullable Status carried) {
    return carried == null
        ? new Rounds(false, null, null)
        : new Rounds(carried.paused(), carried.lastStart(), carried.next());
  }

  @Override
  public void run(Start unused) {
    Workflow.upsertTypedSearchAttributes(SearchAttributes.SOURCE.valueSet(List.of(source)));
    while (true) {
      rounds.attend();
      renewIfDue();
      SourceOrders orders = orders();
      if (orders == null) {
        pauseUntil(WorkflowClock.in(LEDGER_PAUSE), "the ledger does not answer");
      } else if (orders.registered() && orders.configured()) {
        follow(orders);
      } else if (!rounds.stirred()) {
        return;
      }
    }
  }

  /** Also while the ledger is away, for as long as that may take. */
  private void renewIfDue() {
    if (rounds.enough()) {
      next = rounds.asked() ? WorkflowClock.now() : next;
      Workflow.continueAsNew(new Start(source, status()));
    }
  }

  private @Nullable SourceOrders orders() {
    try {
      return LoopActivities.ledger("what to scan").source(source);
    } catch (ActivityFailure failed) {
      failure = ActivityProblems.text(failed, "read the source's orders");
      return null;
    }
  }

  private void follow(SourceOrders orders) {
    if (rounds.due(orders.every())) {
      round(rounds.begin());
      rounds.end();
    }
    next = rounds.next(orders.every());
    renewIfDue();
    pauseUntil(next, "next scan");
  }

  private void round(Instant startedAt) {
    try {
      ScanResult scanned = LoopActivities.scanning(source).scan(new ScanRequest(source, startedAt));
      last = scanned;
      TellResult told =
          LoopActivities.telling("tell what scan " + scanned.number() + " changes")
              .tellScan(new TellScanRequest(source, scanned.number()));
      failure = "";
      log.info(
          "scanned source={} number={} complete={} references={} told={}",
          source,
          scanned.number(),
          scanned.complete(),
          scanned.references(),
          told.told());
    } catch (ActivityFailure failed) {
      failure = ActivityProblems.text(failed, "scan " + source);
      log.warn("not scanned source={} cause={}", source, failure);
    }
  }

  private void pauseUntil(@Nullable Instant until, String summary) {
    next = until;
    Workflow.setCurrentDetails(details(summary));
    rounds.await(until, summary);
  }

  private String details(String summary) {
    String waits = rounds.paused() ? "paused" : summary;
    String found =
        last == null
            ? ""
            : "\n\nscan %d: %s, %d references"
                .formatted(
                    last.number(),
                    last.complete() ? "complete" : "incomplete, proves nothing",
                    last.references());
    String when = next == null ? "" : " at " + next;
    String trouble = failure.isEmpty() ? "" : "\n\nfailed: " + failure;
    return "`%s`: %s%s".formatted(source, waits, when) + found + trouble;
  }

  @Override
  public Status status() {
    return new Status(rounds.paused(), rounds.done(), rounds.lastStart(), last, failure, next);
  }
}
