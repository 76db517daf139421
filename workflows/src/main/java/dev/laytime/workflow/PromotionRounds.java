package dev.laytime.workflow;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one path promotes by itself, round by round. Workflow id: {@link WorkflowIds#promotions}.
 *
 * <p>It ends when the path promotes nothing by itself any more; a worker whose configuration says
 * that it does starts it again.
 */
@WorkflowInterface
public interface PromotionRounds {

  /** Asks for promotions when due and when asked. */
  @WorkflowMethod
  void run(Start start);

  /** Begin a round at once. */
  @SignalMethod
  void now();

  /** Ask for no promotion until {@link #resume}. */
  @SignalMethod
  void pause();

  /** Go on. */
  @SignalMethod
  void resume();

  /** The configuration may be another: who starts the loop sends this too. */
  @SignalMethod
  void look();

  /** How it stands. */
  @QueryMethod
  Status status();

  /**
   * What it starts with.
   *
   * @param path its name
   * @param carried what an earlier run knew; null from every sender, and not heeded from them
   */
  record Start(String path, @Nullable Status carried) {}

  /**
   * How it stands.
   *
   * @param rounds of this run
   * @param asked how many promotions the last round asked for
   * @param failure why the last round could not be done in full; empty where it could
   */
  record Status(
      boolean paused,
      int rounds,
      @Nullable Instant lastStart,
      int asked,
      String failure,
      @Nullable Instant next) {}
}
