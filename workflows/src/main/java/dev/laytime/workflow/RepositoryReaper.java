package dev.laytime.workflow;

import dev.laytime.activity.RemovalOrder;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All untagging and deleting in one repository, one after the other. Workflow id: {@link
 * WorkflowIds#reap}. It ends when nothing is queued.
 */
@WorkflowInterface
public interface RepositoryReaper {

  /**
   * How long removals may be gathered at most. A life waits longer for an outcome, and an approval
   * of what waited holds longer: what was gathered must still be carried out in what is left.
   */
  Duration LONGEST_WINDOW = Duration.ofHours(12);

  /** Carries out what is queued. */
  @WorkflowMethod
  void run(Start start);

  /** Queues a removal; the same request id twice is one. */
  @SignalMethod
  void request(RemovalOrder order);

  /** Takes a removal back that has not begun; one that has ends with its outcome. */
  @SignalMethod
  void withdraw(String requestId);

  /** What is queued. */
  @QueryMethod
  List<String> queued();

  /**
   * What it starts with.
   *
   * @param repository with its registry
   * @param carried what an earlier run had queued; empty from every sender, and not heeded from
   *     them
   * @param since when the first of that came; null for now
   */
  record Start(String repository, List<RemovalOrder> carried, @Nullable Instant since) {
    public Start {
      carried = List.copyOf(carried);
    }

    /** A start with nothing queued. */
    public static Start of(String repository) {
      return new Start(repository, List.of(), null);
    }
  }
}
