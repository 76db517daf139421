package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Loopback;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.workflow.SearchAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Temporal's own server with a file database: it can be killed, and knows everything after. */
public final class TemporalServer implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(1);

  /** It finds ports for its parts itself, and ends where another program is quicker. */
  private static final int LAUNCHES = 3;

  private final Workspace workspace;
  private final Path database;
  private final int port;
  private final int uiPort;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private Child process;

  private TemporalServer(Workspace workspace) {
    this.workspace = workspace;
    this.database = workspace.directory("temporal").resolve("temporal.db");
    this.port = Loopback.freePort();
    this.uiPort = Loopback.freePort();
    this.process = launch();
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(Loopback.address(port)).build());
    this.client = WorkflowClient.newInstance(stubs);
  }

  /** Starts an empty one. */
  public static TemporalServer start(Workspace workspace) {
    TemporalServer server = workspace.keep(new TemporalServer(workspace));
    server.awaitReady();
    return server;
  }

  /** {@code 127.0.0.1:PORT}. */
  public String address() {
    return Loopback.address(port);
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** A client in the namespace {@code default}; it lives as long as this. */
  public WorkflowClient client() {
    return client;
  }

  /** What the server says of the last run of a workflow. */
  public DescribeWorkflowExecutionResponse describe(String workflowId) {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .build());
  }

  /** The server's process. */
  public Child process() {
    return process;
  }

  /** Ends it as a power cut would. */
  public void kill() {
    process.kill();
  }

  /** Starts it again, on the same file and port. */
  public void startAgain() {
    process = launch();
    awaitReady();
  }

  /** What it would still write at the end of a proof interests nobody. */
  private Child launch() {
    Child server = workspace.startNumbered(command(database, port, uiPort));
    workspace.keep(server::kill);
    return server;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }

  private void awaitReady() {
    for (int launched = 1; launched < LAUNCHES && !answersOrEnds(); launched++) {
      process = launch();
    }
    Await.until("Temporal answers on " + address(), START, this::isReady);
  }

  private boolean answersOrEnds() {
    Await.until("Temporal answers on " + address(), START, () -> !process.isAlive() || isReady());
    return process.isAlive();
  }

  private boolean isReady() {
    try {
      client.fetchHistory("none");
      return true;
    } catch (StatusRuntimeException answer) {
      return answer.getStatus().getCode() == Status.Code.NOT_FOUND;
    } catch (WorkflowNotFoundException answer) {
      return true;
    }
  }

  private static Command command(Path database, int port, int uiPort) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                Checkout.binary("temporal"),
                "server",
                "start-dev",
                "--ip=127.0.0.1",
                "--port=" + port,
                "--ui-port=" + uiPort,
                "--db-filename=" + database,
                "--sqlite-pragma=journal_mode=WAL",
                "--sqlite-pragma=synchronous=off",
                // So that a run of some hundred events is long enough to be continued as new.
                "--dynamic-config-value=limit.historyCount.suggestContinueAsNew=400"));
    SearchAttributes.ALL.forEach(
        key -> arguments.add("--search-attribute=" + key.getName() + "=" + type(key)));
    return Command.of("temporal").with(arguments);
  }

  /** As the command spells it: {@code Keyword}, {@code KeywordList}, {@code Datetime}. */
  private static String type(SearchAttributeKey<?> key) {
    return switch (key.getValueType()) {
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_KEYWORD_LIST -> "KeywordList";
      case INDEXED_VALUE_TYPE_DATETIME -> "Datetime";
      case INDEXED_VALUE_TYPE_BOOL -> "Bool";
      default -> throw new IllegalStateException("Expected one of our types, not " + key);
    };
  }
}
