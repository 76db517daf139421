package dev.laytime.worker.messages;

import dev.laytime.workflow.PromotionRounds;
import dev.laytime.workflow.SourceScan;
import dev.laytime.workflow.StageSweep;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;

/**
 * Starts loops through Temporal's client. One that is just ending has not read what a worker has
 * configured since: the signal, which comes with the start, is what Temporal does not let it end
 * on.
 */
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
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(scan::run, new SourceScan.Start(source, null));
    both.add(scan::look);
    client.signalWithStart(both);
  }

  @Override
  public void sweep(String stage) {
    StageSweep sweep =
        client.newWorkflowStub(
            StageSweep.class, Starts.of(WorkflowIds.sweep(stage), "sweeps of " + stage).build());
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(sweep::run, new StageSweep.Start(stage, null));
    both.add(sweep::look);
    client.signalWithStart(both);
  }

  @Override
  public void promote(String path) {
    PromotionRounds rounds =
        client.newWorkflowStub(
            PromotionRounds.class,
            Starts.of(WorkflowIds.promotions(path), "what path " + path + " promotes by itself")
                .build());
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(rounds::run, new PromotionRounds.Start(path, null));
    both.add(rounds::look);
    client.signalWithStart(both);
  }

  @Override
  public void scanNow(String source) {
    SourceScan scan =
        client.newWorkflowStub(
            SourceScan.class, Starts.of(WorkflowIds.scan(source), "scans of " + source).build());
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(scan::run, new SourceScan.Start(source, null));
    both.add(scan::now);
    client.signalWithStart(both);
  }

  @Override
  public void sweepNow(String stage) {
    StageSweep sweep =
        client.newWorkflowStub(
            StageSweep.class, Starts.of(WorkflowIds.sweep(stage), "sweeps of " + stage).build());
    BatchRequest both = client.newSignalWithStartRequest();
    both.add(sweep::run, new StageSweep.Start(stage, null));
    both.add(sweep::now);
    client.signalWithStart(both);
  }
}
