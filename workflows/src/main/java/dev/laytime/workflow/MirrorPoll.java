package dev.laytime.workflow;

import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollReport;
import dev.laytime.mirror.RepositoryPrefix;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One poll of one mirror rule: what its source has now, against what is known. It ends; the
 * schedule of id {@link WorkflowIds#mirror} starts the next one, where people pause and trigger it.
 * It writes to no registry: what moved or is new is offered to its life.
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
   * @param target of the rule
   * @param carried what an earlier run of the same poll did; null from every sender
   */
  record Start(RepositoryPrefix target, @Nullable Progress carried) {}

  /** What is looked at, in this order. */
  enum Phase {
    /** Known images, each by its name. */
    REFRESH,
    /** Known repositories, for tags that are new. */
    DISCOVER
  }

  /**
   * How far a poll is.
   *
   * @param startedAt when it began
   * @param after where the next page begins; null for the phase's first
   * @param count so far
   */
  record Progress(Instant startedAt, Phase phase, @Nullable String after, PollCount count) {}
}
