package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.workflow.SourceScan;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;

/** Asks for scans as a person may, and waits for them. */
record Scanning(TemporalServer temporal, String source) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Has the source scanned once more, and answers how long that took until it was published. */
  double seconds() {
    SourceScan scan = temporal.client().newWorkflowStub(SourceScan.class, WorkflowIds.scan(source));
    long before = number(scan);
    long start = System.nanoTime();
    scan.now();
    Await.until("another scan of " + source, PATIENCE, () -> number(scan) > before);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Waits for the first one. */
  void first() {
    SourceScan scan = temporal.client().newWorkflowStub(SourceScan.class, WorkflowIds.scan(source));
    Await.until("the first scan of " + source, PATIENCE, () -> number(scan) > 0);
  }

  private static long number(SourceScan scan) {
    try {
      SourceScan.Status status = scan.status();
      return status.last() == null ? 0 : status.last().number();
    } catch (WorkflowNotFoundException notYet) {
      return 0;
    }
  }
}
