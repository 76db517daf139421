package dev.laytime.worker.polling;

import dev.laytime.mirror.PollInterval;
import dev.laytime.worker.ledger.MirrorPolls.Plan;
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
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.List;

/**
 * Schedules of Temporal: what falls due while a poll runs is left out, and what fell due while the
 * service was away is not made up for.
 */
final class TemporalSchedules implements PollSchedules {

  /** The least that the service takes. */
  private static final Duration CATCH_UP = Duration.ofSeconds(10);

  private static final String DETAILS =
      "What moved or is new at the source is offered to its life, or copied. It may be paused, and"
          + " triggered.";

  private final ScheduleClient client;

  TemporalSchedules(ScheduleClient client) {
    this.client = client;
  }

  @Override
  public void set(Plan plan) {
    try {
      var _ =
          client.createSchedule(
              WorkflowIds.mirror(plan.mirror()),
              onto(Schedule.newBuilder(), plan).build(),
              // What is there now is the history of each repository.
              ScheduleOptions.newBuilder().setTriggerImmediately(true).build());
    } catch (ScheduleAlreadyRunningException e) {
      renew(client.getHandle(WorkflowIds.mirror(plan.mirror())), plan);
    }
  }

  /** What became another is polled at once, but not where a person has paused it. */
  private static void renew(ScheduleHandle schedule, Plan plan) {
    schedule.update(input ->
        new ScheduleUpdate(
            onto(Schedule.newBuilder(input.getDescription().getSchedule()), plan).build()));
    if (plan.atOnce() && !isPaused(schedule.describe().getSchedule())) {
      schedule.trigger(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
    }
  }

  /** One that is not there yet polls at once when it is made. */
  @Override
  public void now(String mirror) {
    ScheduleHandle schedule = client.getHandle(WorkflowIds.mirror(mirror));
    try {
      if (!isPaused(schedule.describe().getSchedule())) {
        schedule.trigger(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE);
      }
    } catch (ScheduleException | StatusRuntimeException e) {
      if (!Refusals.is(e, Status.Code.NOT_FOUND)) {
        throw e;
      }
    }
  }

  private static boolean isPaused(Schedule schedule) {
    return schedule.getState() != null && schedule.getState().isPaused();
  }

  /** Everything but its state: whether it is paused, and why. */
  private static Schedule.Builder onto(Schedule.Builder schedule, Plan plan) {
    return schedule
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(MirrorPoll.class)
                .setArguments(new MirrorPoll.Start(plan.mirror(), null))
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.mirror(plan.mirror()))
                        .setTaskQueue(TaskQueues.LAYTIME)
                        .setStaticSummary(CronPolls.summary(plan))
                        // The SDK cannot read a schedule that has one of them without the other.
                        .setStaticDetails(DETAILS)
                        .build())
                .build())
        .setSpec(times(plan))
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(CATCH_UP)
                .build());
  }

  /** When polls begin. */
  static ScheduleSpec times(Plan plan) {
    PollInterval interval = plan.every();
    return ScheduleSpec.newBuilder()
        .setIntervals(
            List.of(new ScheduleIntervalSpec(interval.every(), interval.offset(plan.mirror()))))
        .setJitter(interval.jitter())
        .build();
  }

  @Override
  public void delete(String mirror) {
    try {
      client.getHandle(WorkflowIds.mirror(mirror)).delete();
    } catch (ScheduleException | StatusRuntimeException e) {
      if (!Refusals.is(e, Status.Code.NOT_FOUND)) {
        throw e;
      }
    }
  }
}
