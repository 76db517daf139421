package dev.laytime.workflow;

import dev.laytime.activity.InventoryResult;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The sweeps of one stage: what its registry really holds against what its lives believe. Workflow
 * id: {@link WorkflowIds#sweep}. It ends when no configuration has the stage.
 */
@WorkflowInterface
public interface StageSweep {

  /** Sweeps when due and when asked. */
  @WorkflowMethod
  void run(Start start);

  /** Sweep at once. */
  @SignalMethod
  void now();

  /** Sweep no more until {@link #resume}. */
  @SignalMethod
  void pause();

  /** Sweep again. */
  @SignalMethod
  void resume();

  /**
   * Ask again whether it is to be swept. Who starts it sends this too: a start alone tells nothing
   * to a loop that runs, which may just be ending.
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
  record Start(String stage, @Nullable Status carried) {}

  /**
   * How it stands.
   *
   * @param rounds of this run
   * @param told how many lives the last sweep told something
   * @param failure why the last round could not be done; empty where it could
   */
  record Status(
      boolean paused,
      int rounds,
      @Nullable Instant lastStart,
      @Nullable InventoryResult last,
      int told,
      String failure,
      @Nullable Instant next) {}
}
