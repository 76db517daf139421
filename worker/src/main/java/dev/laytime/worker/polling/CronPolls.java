package dev.laytime.worker.polling;

import dev.laytime.worker.ledger.MirrorPolls.Plan;
import dev.laytime.workflow.MirrorPoll;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;

/** Workflows that start again by cron, for a service without schedules: nobody can pause these. */
final class CronPolls implements PollSchedules {

  private static final int LONGEST_SUMMARY = 300;

  private final WorkflowClient client;

  CronPolls(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public void set(Plan plan) {
    String cron = plan.every().cron();
    if (cron.equals(running(plan.mirror()))) {
      return;
    }
    delete(plan.mirror());
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.mirror(plan.mirror()))
            .setTaskQueue(TaskQueues.LAYTIME)
            .setCronSchedule(cron)
            .setStaticSummary(summary(plan))
            .build();
    MirrorPoll poll = client.newWorkflowStub(MirrorPoll.class, options);
    var _ = WorkflowClient.start(poll::run, new MirrorPoll.Start(plan.mirror(), null));
  }

  /** A run that waits for its time cannot be had sooner: the next one comes by itself. */
  @Override
  public void now(String mirror) {}

  /** The cron of what runs; empty for nothing. Runs say it in their first event alone. */
  private String running(String mirror) {
    try {
      return stub(mirror).describe().getStatus()
              == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? client
              .streamHistory(WorkflowIds.mirror(mirror))
              .findFirst()
              .map(event -> event.getWorkflowExecutionStartedEventAttributes().getCronSchedule())
              .orElse("")
          : "";
    } catch (WorkflowNotFoundException e) {
      return "";
    }
  }

  @Override
  public void delete(String mirror) {
    try {
      stub(mirror).terminate("it is not polled so any more");
    } catch (WorkflowNotFoundException e) {
      // It never ran, or has ended.
    }
  }

  private WorkflowStub stub(String mirror) {
    return client.newUntypedWorkflowStub(WorkflowIds.mirror(mirror));
  }

  static String summary(Plan plan) {
    String text = "poll of %s for %s".formatted(plan.source(), plan.target());
    return text.length() <= LONGEST_SUMMARY ? text : text.substring(0, LONGEST_SUMMARY) + "…";
  }
}
