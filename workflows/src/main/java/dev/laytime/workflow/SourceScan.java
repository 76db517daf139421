package dev.laytime.workflow;

import dev.laytime.activity.ScanResult;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The scans of one source of use, one after the other. Workflow id: {@link WorkflowIds#scan}.
 *
 * <p>It ends when the ledger no longer has the source or no configuration has it; a worker whose
 * configuration has the source starts it again.
 */
@WorkflowInterface
public interface SourceScan {

  /** Scans when due and when asked. */
  @WorkflowMethod
  void run(Start start);

  /** Scan at once. */
  @SignalMethod
  void now();

  /** Scan no more until {@link #resume}: evidence grows old, and nothing is deleted. */
  @SignalMethod
  void pause();

  /** Scan again. */
  @SignalMethod
  void resume();

  /**
   * Ask again whether it is to be scanned. Who starts it sends this too: a start alone tells
   * nothing to a loop that runs, which may just be ending.
   */
  @SignalMethod
  void look();

  /** How it stands. */
  @QueryMethod
  Status status();

  /**
   * What it starts with.
   *
   * @param carried what an earlier run knew; null from every sender, and not heeded from them
   */
  record Start(String source, @Nullable Status carried) {}

  /**
   * How it stands.
   *
   * @param rounds of this run
   * @param failure why the last round could not be done; empty where it could
   */
  record Status(
      boolean paused,
      int rounds,
      @Nullable Instant lastStart,
      @Nullable ScanResult last,
      String failure,
      @Nullable Instant next) {}
}
