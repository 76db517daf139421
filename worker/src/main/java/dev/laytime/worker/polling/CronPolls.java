package dev.laytime.worker.polling;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.workflow.MirrorPoll;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.Objects;

/** Workflows that start again by cron, for a service without schedules: nobody can pause these. */
final class CronPolls implements PollSchedules {

  private static final int LONGEST_SUMMARY = 300;

  private final WorkflowClient client;

  CronPolls(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public void set(MirrorRule rule) {
    String cron = Objects.requireNonNull(rule.poll()).cron();
    if (cron.equals(running(rule.target()))) {
      return;
    }
    delete(rule.target());
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.mirror(rule.target()))
            .setTaskQueue(TaskQueues.LAYTIME)
            .setCronSchedule(cron)
            .setStaticSummary(summary(rule))
            .build();
    MirrorPoll poll = client.newWorkflowStub(MirrorPoll.class, options);
    var _ = WorkflowClient.start(poll::run, new MirrorPoll.Start(rule.target(), null));
  }

  /** The cron of what runs; empty for nothing. Runs say it in their first event alone. */
  private String running(RepositoryPrefix target) {
    try {
      return stub(target).describe().getStatus()
              == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? client
              .streamHistory(WorkflowIds.mirror(target))
              .findFirst()
              .map(event -> event.getWorkflowExecutionStartedEventAttributes().getCronSchedule())
              .orElse("")
          : "";
    } catch (WorkflowNotFoundException e) {
      return "";
    }
  }

  @Override
  public void delete(RepositoryPrefix target) {
    try {
      stub(target).terminate("it is not polled so any more");
    } catch (WorkflowNotFoundException e) {
      // It never ran, or has ended.
    }
  }

  private WorkflowStub stub(RepositoryPrefix target) {
    return client.newUntypedWorkflowStub(WorkflowIds.mirror(target));
  }

  static String summary(MirrorRule rule) {
    String text = "poll of %s for %s".formatted(rule.source(), rule.target());
    return text.length() <= LONGEST_SUMMARY ? text : text.substring(0, LONGEST_SUMMARY) + "…";
  }
}
