package dev.laytime.worker.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPhase;
import dev.laytime.activity.PollReport;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.MirrorPolls;
import dev.laytime.workflow.MirrorPoll;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.grpc.Status;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the service that the worker brings along. */
class CronPollsTest {

  private static final String TARGET = "stage.test/hub";
  private static final String ID = WorkflowIds.mirror(TARGET);

  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final CronPolls cron = new CronPolls(temporal.getWorkflowClient());
  private final List<Instant> polls = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    temporal
        .newWorker(TaskQueues.LAYTIME)
        .registerWorkflowImplementationFactory(MirrorPoll.class, () -> new Poll(polls));
    temporal.start();
  }

  @AfterEach
  void end() {
    temporal.close();
  }

  @Test
  void areForAServiceWithoutSchedules() {
    TemporalSchedules schedules =
        new TemporalSchedules(ScheduleClient.newInstance(temporal.getWorkflowServiceStubs()));
    assertThatThrownBy(() -> schedules.set(every(Duration.ofMinutes(5))))
        .satisfies(e -> assertThat(Refusals.is(e, Status.Code.UNIMPLEMENTED)).isTrue());
    assertThatThrownBy(() -> schedules.delete(TARGET))
        .satisfies(e -> assertThat(Refusals.is(e, Status.Code.UNIMPLEMENTED)).isTrue());

    PollSchedules both = new SchedulesOrCron(schedules, cron);
    both.set(every(Duration.ofMinutes(5)));
    temporal.sleep(Duration.ofMinutes(16));
    int soFar = polls.size();
    assertThat(soFar).isBetween(3, 4);
    both.delete(TARGET);
    temporal.sleep(Duration.ofMinutes(16));
    assertThat(polls).hasSize(soFar);
  }

  @Test
  void areLeftAloneWhereTheyAreAsTheyShouldBe() {
    cron.set(every(Duration.ofMinutes(5)));
    String run = described().getExecution().getRunId();
    cron.set(every(Duration.ofMinutes(5)));
    assertThat(described().getExecution().getRunId()).isEqualTo(run);
    temporal.sleep(Duration.ofMinutes(6));
    String second = described().getExecution().getRunId();
    assertThat(second).isNotEqualTo(run);
    cron.set(every(Duration.ofMinutes(5)));
    assertThat(described().getExecution().getRunId()).isEqualTo(second);
  }

  @Test
  void followAnotherInterval() {
    cron.set(every(Duration.ofHours(1)));
    cron.set(every(Duration.ofMinutes(1)));
    temporal.sleep(Duration.ofMinutes(4));
    assertThat(polls).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void startAgainAfterTheirEnd() {
    cron.delete(TARGET);
    cron.set(every(Duration.ofMinutes(1)));
    cron.delete(TARGET);
    assertThat(described().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    cron.set(every(Duration.ofMinutes(1)));
    temporal.sleep(Duration.ofMinutes(2));
    assertThat(polls).isNotEmpty();
  }

  private WorkflowExecutionDescription described() {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(ID).describe();
  }

  private static MirrorPolls.Plan every(Duration every) {
    return new MirrorPolls.Plan(
        TARGET,
        RepositoryPrefix.parse("docker.io/library"),
        RepositoryPrefix.parse(TARGET),
        new PollInterval(every),
        false,
        "1");
  }

  /** A poll that only notes that it ran. */
  private record Poll(List<Instant> polls) implements MirrorPoll {

    @Override
    public PollReport run(Start start) {
      Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
      polls.add(now);
      return new PollReport(start.mirror(), null, now, now, PollCount.NONE, "", null);
    }

    @Override
    public Progress progress() {
      return new Progress(Instant.EPOCH, PollPhase.REFRESH, null, PollCount.NONE);
    }
  }
}
