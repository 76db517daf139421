package dev.laytime.starter;

import dev.laytime.workflow.SearchAttributes;
import dev.laytime.workflow.TaskQueues;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A Temporal service in memory with a worker that runs {@link FakeImageCopy} and {@link
 * FakeImageLife}.
 */
final class FakeTemporal implements AutoCloseable {

  private final TestServer.PortBoundTestServer server;
  private final WorkflowServiceStubs stubs;
  private final WorkerFactory factory;
  private final String address;

  FakeTemporal() throws IOException {
    int port = freePort();
    address = "127.0.0.1:" + port;
    server = TestServer.createPortBoundServer(port, true);
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    addSearchAttributes();
    factory = WorkerFactory.newInstance(client());
    Worker laytime = factory.newWorker(TaskQueues.LAYTIME);
    laytime.registerWorkflowImplementationTypes(FakeImageCopy.class, FakeImageLife.class);
    factory.newWorker(TaskQueues.COPY).registerActivitiesImplementations(new FakeRegistry());
    factory.start();
  }

  String address() {
    return address;
  }

  WorkflowClient client() {
    return WorkflowClient.newInstance(stubs);
  }

  /** What a worker's API would say. */
  String info() {
    return """
    {"name":"laytime","version":"1","server":"http://127.0.0.1:1",
     "temporal":{"address":"%s","namespace":"default"},"embedded":false,"registry":null,
     "taskQueues":["laytime","registry","copy"],"more":"later"}
    """
        .formatted(address);
  }

  @Override
  public void close() {
    factory.shutdownNow();
    stubs.shutdownNow();
    server.close();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void addSearchAttributes() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget(address)
                .validateAndBuildWithDefaults());
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace("default");
    for (SearchAttributeKey<?> key : SearchAttributes.ALL) {
      request.putSearchAttributes(key.getName(), key.getValueType());
    }
    operator.blockingStub().addSearchAttributes(request.build());
    operator.shutdownNow();
  }
}
