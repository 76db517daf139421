package dev.laytime.workflow;

import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPhase;
import dev.laytime.activity.PollReport;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One poll of one mirror: what its source has now, against what is known. It ends; the schedule of
 * id {@link WorkflowIds#mirror} starts the next one, where people pause and trigger it. What moved
 * or is new in a stage is offered to its life; what a mirror selects for elsewhere is copied page
 * by page.
 */
@WorkflowInterface
public interface MirrorPoll {

  /** Looks at everything once. What could not be looked at is in the report: it never fails. */
  @WorkflowMethod
  PollReport run(Start start);

  /** How far it is. */
  @QueryMethod
  Progress progress();

  /**
   * What it starts with.
   *
   * @param mirror its name: of a rule its target's text
   * @param carried what an earlier run of the same poll did; null from every sender, and not heeded
   *     from them
   */
  record Start(String mirror, @Nullable Progress carried) {}

  /**
   * How far a poll is.
   *
   * @param startedAt when it began
   * @param after where the next page begins; null for the phase's first
   * @param count so far
   */
  record Progress(Instant startedAt, PollPhase phase, @Nullable String after, PollCount count) {}
}
