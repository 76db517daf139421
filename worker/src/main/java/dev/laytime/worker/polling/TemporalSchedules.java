package dev.laytime.worker.polling;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.workflow.MirrorPoll;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Schedules of Temporal: what falls due while a poll runs is left out, and what fell due while the
 * service was away is not made up for.
 */
final class TemporalSchedules implements PollSchedules {

  /** The least that the service takes. */
  private static final Duration CATCH_UP = Duration.ofSeconds(10);

  private static final String DETAILS =
      "What moved or is new at the source is offered to its life. It may be paused, and triggered.";

  private final ScheduleClient client;

  TemporalSchedules(ScheduleClient client) {
    this.client = client;
  }

  @Override
  public void set(MirrorRule rule) {
    try {
      var _ =
          client.createSchedule(
              WorkflowIds.mirror(rule.target()),
              onto(Schedule.newBuilder(), rule).build(),
              // What is there now is the history of each repository.
              ScheduleOptions.newBuilder().setTriggerImmediately(true).build());
    } catch (ScheduleAlreadyRunningException e) {
      client
          .getHandle(WorkflowIds.mirror(rule.target()))
          .update(input ->
              new ScheduleUpdate(
                  onto(Schedule.newBuilder(input.getDescription().getSchedule()), rule).build()));
    }
  }

  /** Everything but its state: whether it is paused, and why. */
  private static Schedule.Builder onto(Schedule.Builder schedule, MirrorRule rule) {
    PollInterval interval = Objects.requireNonNull(rule.poll());
    return schedule
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(MirrorPoll.class)
                .setArguments(new MirrorPoll.Start(rule.target(), null))
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.mirror(rule.target()))
                        .setTaskQueue(TaskQueues.LAYTIME)
                        .setStaticSummary(CronPolls.summary(rule))
                        // The SDK cannot read a schedule that has one of them without the other.
                        .setStaticDetails(DETAILS)
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(interval.every())))
                .setJitter(interval.jitter())
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(CATCH_UP)
                .build());
  }

  @Override
  public void delete(RepositoryPrefix target) {
    try {
      client.getHandle(WorkflowIds.mirror(target)).delete();
    } catch (ScheduleException | StatusRuntimeException e) {
      if (!Refusals.is(e, Status.Code.NOT_FOUND)) {
        throw e;
      }
    }
  }
}
