package dev.laytime.e2e.counterpart;

import dev.laytime.activity.PollReport;
import dev.laytime.e2e.harness.Await;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.ScheduleActionExecution;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A mirror's schedule, as a person sees it in the Temporal UI.
 *
 * @param name of the mirror
 */
public record MirrorSchedule(TemporalServer temporal, String name) {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofMinutes(3);

  /** Waits until the poll that began with the schedule has begun. */
  public WorkflowStub first() {
    Await.until("a poll of " + name + " began", SOON, () -> begun() > 0);
    return last();
  }

  /** Polls once, and waits for the end. */
  public PollReport once() {
    return begin().getResult(PollReport.class);
  }

  /** Has another poll begin, after the last one. */
  public WorkflowStub begin() {
    Await.until("no poll of " + name + " runs", LONG, this::isIdle);
    long before = begun();
    schedule().trigger();
    Await.until("another poll of " + name + " began", SOON, () -> begun() > before);
    return last();
  }

  /** How long a poll took that has ended, as Temporal has it. */
  public Duration took(WorkflowStub poll) {
    List<HistoryEvent> events = history(poll);
    return Duration.between(at(events.getFirst()), at(events.getLast()));
  }

  /** When a poll ended, as Temporal has it. */
  public Instant ended(WorkflowStub poll) {
    return at(history(poll).getLast());
  }

  /** What Temporal has of a poll. */
  public List<HistoryEvent> history(WorkflowStub poll) {
    String id = Objects.requireNonNull(poll.getExecution()).getWorkflowId();
    return temporal.client().fetchHistory(id).getEvents();
  }

  private static Instant at(HistoryEvent event) {
    return Instant.ofEpochSecond(
        event.getEventTime().getSeconds(), event.getEventTime().getNanos());
  }

  private WorkflowStub last() {
    List<ScheduleActionExecution> all =
        schedule().describe().getInfo().getRecentActions().stream()
            .map(result -> result.getAction())
            .toList();
    ScheduleActionExecutionStartWorkflow started =
        (ScheduleActionExecutionStartWorkflow) all.getLast();
    return temporal.client().newUntypedWorkflowStub(started.getWorkflowId());
  }

  private boolean isIdle() {
    return begun() > 0 && schedule().describe().getInfo().getRunningActions().isEmpty();
  }

  private long begun() {
    try {
      return schedule().describe().getInfo().getNumActions();
    } catch (ScheduleException e) {
      return 0;
    }
  }

  private ScheduleHandle schedule() {
    return ScheduleClient.newInstance(temporal.client().getWorkflowServiceStubs())
        .getHandle("mirror/" + name);
  }
}
