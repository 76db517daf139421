package dev.laytime.worker.messages;

import dev.laytime.workflow.SourceScan;
import dev.laytime.workflow.StageSweep;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;

/** Starts loops through Temporal's client. */
public final class StartedLoops implements Loops {

  private final WorkflowClient client;

  public StartedLoops(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public void scan(String source) {
    SourceScan scan =
        client.newWorkflowStub(
            SourceScan.class, Starts.of(WorkflowIds.scan(source), "scans of " + source).build());
    var _ = WorkflowClient.start(scan::run, new SourceScan.Start(source, null));
  }

  @Override
  public void sweep(String stage) {
    StageSweep sweep =
        client.newWorkflowStub(
            StageSweep.class, Starts.of(WorkflowIds.sweep(stage), "sweeps of " + stage).build());
    var _ = WorkflowClient.start(sweep::run, new StageSweep.Start(stage, null));
  }
}
