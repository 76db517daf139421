package dev.laytime.worker.messages;

import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.WithdrawOrder;
import dev.laytime.image.Repository;
import dev.laytime.workflow.RepositoryReaper;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.workflow.Functions;
import java.util.function.Function;

/** Tells the reapers of repositories by signal-with-start. */
final class Reapers {

  private final WorkflowClient client;

  Reapers(WorkflowClient client) {
    this.client = client;
  }

  void request(RemovalOrder order) {
    send(order.repository(), reaper -> reaper::request, order);
  }

  void withdraw(WithdrawOrder order) {
    send(order.repository(), reaper -> reaper::withdraw, order.requestId());
  }

  private <M> void send(
      String repository, Function<RepositoryReaper, Functions.Proc1<M>> signal, M message) {
    String id = WorkflowIds.reap(Repository.parse(repository));
    RepositoryReaper reaper =
        client.newWorkflowStub(
            RepositoryReaper.class, Starts.of(id, "removals in " + repository).build());
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(reaper::run, RepositoryReaper.Start.of(repository));
    request.add(signal.apply(reaper), message);
    client.signalWithStart(request);
  }
}
