package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.ImageLocation;
import dev.laytime.worker.temporal.TemporalConnection;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.TaskQueues;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One worker for all: no test changes it. */
@ResourceLock(EmbeddedWorker.ONE)
class EmbeddedWorkerTest {

  @TempDir private static Path directory;
  private static EmbeddedWorker worker;

  @BeforeAll
  static void start() {
    worker = new EmbeddedWorker(directory);
  }

  @AfterAll
  static void end() {
    worker.close();
  }

  @Test
  void saysTheSameOverHttpAndInItsFile() throws Exception {
    JsonNode said = JsonMapper.shared().readTree(worker.get("/api/v1/info").body());

    assertThat(JsonMapper.shared().readTree(worker.file())).isEqualTo(said);
    assertThat(said.propertyNames())
        .containsExactly(
            "name",
            "version",
            "server",
            "temporal",
            "embedded",
            "registry",
            "taskQueues",
            "tokenFile",
            "dryRun");
    assertThat(said.get("dryRun").booleanValue()).isFalse();
    assertThat(said.get("name").stringValue()).isEqualTo("laytime");
    assertThat(said.get("version").stringValue()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(said.get("server").stringValue()).matches("http://127\\.0\\.0\\.1:\\d+");
    assertThat(said.get("temporal").get("address").stringValue())
        .isEqualTo(worker.bean(TemporalConnection.class).address());
    assertThat(said.get("embedded").booleanValue()).isTrue();
    assertThat(said.get("tokenFile").stringValue())
        .isEqualTo(worker.fileName().resolveSibling("token").toString());
    assertThat(said.get("registry").stringValue()).matches("127\\.0\\.0\\.1:\\d+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/readiness", "/liveness"})
  void isUp(String group) throws Exception {
    assertThat(worker.get("/actuator/health" + group).statusCode()).isEqualTo(200);
  }

  @Test
  void countsPollersToItsReadinessAndNotToItsLiveness() throws Exception {
    assertThat(worker.get("/actuator/health/readiness").body()).contains("\"pollers\"");
    assertThat(worker.get("/actuator/health/liveness").body()).doesNotContain("pollers");
  }

  @Test
  void showsTemporalsMetricsAndItsOwn() throws Exception {
    assertThat(worker.get("/actuator/prometheus").body())
        .contains("laytime_copies_total{result=\"copied\"}")
        .contains("temporal_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "configprops", "beans", "heapdump", "loggers", "shutdown"})
  void keepsOtherEndpointsShut(String endpoint) throws Exception {
    assertThat(worker.get("/actuator/" + endpoint).statusCode()).isEqualTo(404);
  }

  @Test
  void boundsCopiesAndLetsHeartbeatsThroughEachSecond() {
    WorkerFactory workers = worker.bean(WorkerFactory.class);
    WorkerOptions copy = workers.getWorker(TaskQueues.COPY).getWorkerOptions();

    assertThat(copy.getMaxHeartbeatThrottleInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(copy.getDefaultHeartbeatThrottleInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(
            workers
                .getWorker(TaskQueues.BUILD)
                .getWorkerOptions()
                .getMaxHeartbeatThrottleInterval())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(copy.getMaxConcurrentActivityExecutionSize()).isEqualTo(8);
    assertThat(
            workers
                .getWorker(TaskQueues.REGISTRY)
                .getWorkerOptions()
                .getMaxConcurrentActivityExecutionSize())
        .isEqualTo(32);
    assertThat(
            workers
                .getWorker(TaskQueues.CLUSTER)
                .getWorkerOptions()
                .getMaxConcurrentActivityExecutionSize())
        .isEqualTo(4);
    assertThat(
            workers
                .getWorker(TaskQueues.BUILD)
                .getWorkerOptions()
                .getMaxConcurrentActivityExecutionSize())
        .isEqualTo(4);
    assertThat(
            workers
                .getWorker(TaskQueues.GATE)
                .getWorkerOptions()
                .getMaxConcurrentActivityExecutionSize())
        .isEqualTo(4);
    assertThat(
            workers
                .getWorker(TaskQueues.SOURCE)
                .getWorkerOptions()
                .getMaxConcurrentActivityExecutionSize())
        .isEqualTo(4);
    assertThat(
            workers
                .getWorker(TaskQueues.LAYTIME)
                .getWorkerOptions()
                .getMaxConcurrentActivityExecutionSize())
        .isEqualTo(32);
    assertThat(TaskQueues.ALL)
        .map(queue -> workers.getWorker(queue).getWorkerOptions())
        .allMatch(WorkerOptions::isUsingVirtualThreadsOnActivityWorker)
        .allMatch(WorkerOptions::isUsingVirtualThreadsOnWorkflowWorker);
  }

  @Test
  void answersWhoAsksForACopyAndTellsWhyItFailed() {
    assertFails("source", FailureType.NOT_FOUND);
  }

  @Test
  void touchesNoDirectoryThatItWasNotStartedFor() {
    assertFails("elsewhere", FailureType.REFUSED);
    assertFails("source/../elsewhere", FailureType.REFUSED);
  }

  private static void assertFails(String source, FailureType type) {
    ImageCopy.Order order =
        new ImageCopy.Order(
            "request-1",
            ImageLocation.parse("oci:" + directory.resolve(source)),
            null,
            ImageLocation.parse("oci:" + directory.resolve("target")),
            List.of(),
            true,
            Duration.ofSeconds(20));
    WorkflowClient client = worker.bean(WorkflowClient.class);
    WorkflowStub copy =
        client.newUntypedWorkflowStub(
            "ImageCopy",
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.LAYTIME)
                .setWorkflowId(WorkflowIds.copy(order.target()))
                .build());
    copy.start(order);

    ImageCopy.Answer answer =
        copy.startUpdate(
                UpdateOptions.newBuilder(ImageCopy.Answer.class)
                    .setUpdateName("request")
                    .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                    .build(),
                order)
            .getResult();

    assertThat(answer).isEqualTo(new ImageCopy.Accepted());
    assertThatThrownBy(() -> copy.getResult(CopyResult.class))
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(ApplicationFailure.class))
        .returns(type.name(), ApplicationFailure::getType);
  }
}
