package dev.laytime.e2e;

import com.google.protobuf.MessageLite;
import dev.laytime.e2e.counterpart.TemporalServer;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that Temporal knows of all workflows: histories, heartbeats, memos, search attributes. */
public final class Histories {

  private Histories() {}

  /** As it is on the wire, where payloads are the bytes that they were made of. */
  public static String of(TemporalServer temporal) {
    WorkflowClient client = temporal.client();
    return client
        .listExecutions("")
        .flatMap(workflow -> known(client, workflow.getExecution()))
        .map(message -> new String(message.toByteArray(), StandardCharsets.ISO_8859_1))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<MessageLite> known(WorkflowClient client, WorkflowExecution workflow) {
    var request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(workflow)
            .build();
    return Stream.concat(
        client.fetchHistory(workflow.getWorkflowId(), workflow.getRunId()).getEvents().stream(),
        Stream.of(
            client.getWorkflowServiceStubs().blockingStub().describeWorkflowExecution(request)));
  }
}
