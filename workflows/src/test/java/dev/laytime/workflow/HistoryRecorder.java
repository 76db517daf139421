package dev.laytime.workflow;

import static dev.laytime.workflow.CopyEnvironment.HOUR;
import static dev.laytime.workflow.CopyEnvironment.SOURCE;
import static dev.laytime.workflow.CopyEnvironment.TARGET;
import static dev.laytime.workflow.CopyEnvironment.order;
import static dev.laytime.workflow.FakeRegistry.failure;

import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Reference;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Records the histories that {@link ReplayTest} replays. Run by hand, once for each released change
 * of a workflow: {@code mvn -pl workflows test -Dtest=HistoryRecorder -Drelease=0.2}.
 */
class HistoryRecorder {

  private static final Path HISTORIES = Path.of("src", "test", "resources", "histories");

  private final CopyEnvironment environment = new CopyEnvironment();

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void recordsACopy() throws IOException {
    environment.request(order());
    end();
    record("copied");
  }

  @Test
  void recordsACopyThatOthersAskFor() throws IOException, InterruptedException {
    CountDownLatch gate = new CountDownLatch(1);
    environment.registry.copiesWaitFor(gate);
    environment.request(order());
    environment.registry.copying.await();
    environment.request(order("r2", SOURCE, null, HOUR));
    environment.request(order("r3", SOURCE, FakeRegistry.OTHER, HOUR));
    gate.countDown();
    end();
    record("joined-and-busy");
  }

  @Test
  void recordsACopyThatIsThrottled() throws IOException {
    environment.registry.failsCopying(
        failure(FailureType.THROTTLED, environment.now().plus(Duration.ofMinutes(10))));
    environment.request(order());
    end();
    record("throttled");
  }

  @Test
  void recordsACopyThatFails() throws IOException {
    environment.registry.failsCopying(failure(FailureType.DENIED, null));
    environment.request(order());
    end();
    record("failed");
  }

  @Test
  void recordsACopyThatTimesOut() throws IOException {
    environment.registry.failsCopyingAlways(failure(FailureType.UNAVAILABLE, null));
    environment.request(order());
    end();
    record("timed-out");
  }

  @Test
  void recordsACopyThatIsCancelled() throws IOException, InterruptedException {
    environment.registry.copiesWaitFor(new CountDownLatch(1));
    environment.request(order());
    environment.registry.copying.await();
    WorkflowStub.fromTyped(environment.existing()).cancel();
    end();
    record("cancelled");
  }

  private void end() {
    try {
      WorkflowStub.fromTyped(environment.existing()).getResult(CopyResult.class);
    } catch (WorkflowFailedException e) {
      // its end is what is recorded
    }
  }

  @Test
  void recordsACopyThatALifeWaitsFor() throws IOException {
    environment.copy().run(orderOfALife());
    record("told");
  }

  @Test
  void recordsACancelledCopyThatALifeWaitsFor() throws IOException, InterruptedException {
    environment.registry.copiesWaitFor(new CountDownLatch(1));
    environment.request(orderOfALife());
    environment.registry.copying.await();
    WorkflowStub.fromTyped(environment.existing()).cancel();
    end();
    record("cancelled-told");
  }

  private static ImageCopy.Order orderOfALife() {
    return new ImageCopy.Order(
        "r1",
        SOURCE,
        null,
        TARGET,
        List.of(),
        true,
        HOUR,
        Reference.parse("registry.test/mirror/alpine:3.20"),
        false);
  }

  private void record(String name) throws IOException {
    write(environment.temporal, WorkflowIds.copy(TARGET), "ImageCopy", name);
  }

  /** Writes the history of a workflow's last run so far to where it is replayed from. */
  static void write(TestWorkflowEnvironment temporal, String id, String workflow, String name)
      throws IOException {
    write(temporal.getWorkflowClient().fetchHistory(id), workflow, name);
  }

  /** Writes the history of one run. */
  static void write(WorkflowExecutionHistory run, String workflow, String name) throws IOException {
    String history = run.toJson(true);
    String release = System.getProperty("release", "0.1");
    Files.writeString(
        HISTORIES.resolve("%s-%s-%s.json".formatted(workflow, release, name)),
        history.replaceAll("\"identity\": \"[^\"]*\"", "\"identity\": \"worker\""));
  }
}
