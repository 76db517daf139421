package dev.laytime.starter.dev;

import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.temporal.WorkerCommand;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Temporal's development server as a child of this process. */
final class DevTemporal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GENTLE = Duration.ofSeconds(8);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Process process;
  private final String address;
  private final Path log;

  private DevTemporal(Process process, String address, Path log) {
    this.process = process;
    this.address = address;
    this.log = log;
  }

  static DevTemporal start(Path temporal, DevOptions options) throws IOException {
    Path log = options.state().resolve("temporal.log");
    Process process =
        new ProcessBuilder(WorkerCommand.sheltered(TemporalCommand.startDev(temporal, options)))
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile())
            .redirectErrorStream(true)
            .start();
    return new DevTemporal(process, "127.0.0.1:" + options.temporalPort(), log);
  }

  /** Host and port. */
  String address() {
    return address;
  }

  /** Done when it has ended. */
  CompletableFuture<?> ended() {
    return process.onExit();
  }

  /**
   * Waits until it has its namespace.
   *
   * @throws CommandFailure if it dies, or takes too long
   */
  void awaitReady() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!answers(stubs)) {
        if (endsWithin(LOOK) || System.nanoTime() > end) {
          throw failed();
        }
      }
    } finally {
      stubs.shutdownNow();
    }
  }

  /** What is told when it has ended, or does not begin. */
  CommandFailure failed() {
    return CommandFailure.error(
        "run Temporal's development server",
        process.isAlive() ? "it does not answer" : "it ended with status " + process.exitValue(),
        "see its log: " + log);
  }

  @Override
  public void close() {
    process.destroy();
    if (!endsWithin(GENTLE)) {
      process.destroyForcibly();
    }
  }

  private static boolean answers(WorkflowServiceStubs stubs) {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(1, TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace("default").build());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
