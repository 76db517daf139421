package dev.laytime.worker.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.boot.health.contributor.Status.UP;

import dev.laytime.worker.embedded.EmbeddedTemporal;
import dev.laytime.workflow.ImageCopyImpl;
import dev.laytime.workflow.TaskQueues;
import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;

class PollersHealthIndicatorTest {

  private static final Duration BOUND = Duration.ofSeconds(5);

  private final EmbeddedTemporal temporal = EmbeddedTemporal.start(0);
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
  private final WorkflowClient client = WorkflowClient.newInstance(stubs);
  private final WorkerFactory workers = WorkerFactory.newInstance(client);
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final SlotsInUse slots = new SlotsInUse(Map.of(TaskQueues.COPY, 2), () -> now);

  PollersHealthIndicatorTest() {
    TaskQueues.ALL.forEach(
        queue -> workers.newWorker(queue).registerWorkflowImplementationTypes(ImageCopyImpl.class));
  }

  @AfterEach
  void end() {
    workers.shutdownNow();
    stubs.shutdownNow();
    temporal.close();
  }

  @Test
  void isDownUntilTheWorkersHaveStarted() {
    assertDown("the workers have not started yet");

    workers.start();

    assertUp();
  }

  @Test
  void isDownWhilePollingIsSuspendedOnOneQueue() {
    workers.start();
    workers.getWorker(TaskQueues.COPY).suspendPolling();
    assertDown("polling is suspended on copy");

    workers.getWorker(TaskQueues.COPY).resumePolling();

    assertUp();
  }

  @Test
  void isDownOnceTheWorkersShutDown() {
    workers.start();
    workers.shutdown();

    assertDown("the workers are shutting down");
  }

  @Test
  void isDownWhileTemporalIsAwayAndUpWhenItIsBack() {
    workers.start();
    String address = temporal.address();
    temporal.close();
    assertDown("Temporal: UNAVAILABLE");

    try (EmbeddedTemporal back =
        EmbeddedTemporal.start(URI.create("temporal://" + address).getPort())) {
      assertThat(back.address()).isEqualTo(address);
      stubs.getRawChannel().resetConnectBackoff();
      stubs.connect(Duration.ofMinutes(1));
      assertUp();
    }
  }

  @Test
  void isDownWhereTemporalSeesNoPollOfThisWorker() {
    workers.start();
    QueuePollers onlyCopies = (queue, _) -> queue.equals(TaskQueues.COPY);

    assertThat(new PollersHealthIndicator(workers, onlyCopies, slots, BOUND).health())
        .isEqualTo(
            down(
                "Temporal sees no poll of this worker on laytime, registry, cluster, build, gate,"
                    + " source"));
  }

  @Test
  void isUpWhileAllSlotsAreTakenAndForAMomentAfterwards() {
    workers.start();
    QueuePollers allButCopies = (queue, _) -> !queue.equals(TaskQueues.COPY);
    PollersHealthIndicator indicator =
        new PollersHealthIndicator(workers, allButCopies, slots, BOUND);
    slots.take(TaskQueues.COPY);
    assertThat(indicator.health()).as("one of two is taken").isEqualTo(unseen(TaskQueues.COPY));

    slots.take(TaskQueues.COPY);
    assertThat(indicator.health().getStatus()).isEqualTo(UP);
    now = now.plus(Duration.ofHours(5));
    assertThat(indicator.health().getStatus()).isEqualTo(UP);

    slots.release(TaskQueues.COPY);
    now = now.plus(UnseenQueues.RECENT);
    assertThat(indicator.health().getStatus()).isEqualTo(UP);
    now = now.plusMillis(1);
    assertThat(indicator.health()).isEqualTo(unseen(TaskQueues.COPY));
  }

  private static Health unseen(String queue) {
    return down("Temporal sees no poll of this worker on " + queue);
  }

  @Test
  void isDownWhereTemporalDoesNotAnswerInTime() {
    workers.start();
    QueuePollers slow =
        (_, deadline) -> {
          assertThat(deadline.isExpired()).isFalse();
          throw Status.DEADLINE_EXCEEDED.asRuntimeException();
        };

    assertThat(new PollersHealthIndicator(workers, slow, slots, BOUND).health())
        .isEqualTo(down("Temporal: DEADLINE_EXCEEDED"));
  }

  private void assertDown(String cause) {
    assertThat(health()).isEqualTo(down(cause));
  }

  private void assertUp() {
    assertThat(health()).isEqualTo(Health.up().withDetail("taskQueues", TaskQueues.ALL).build());
  }

  private Health health() {
    DescribedPollers pollers = new DescribedPollers(client, InstantSource.system());
    return new PollersHealthIndicator(workers, pollers, slots, BOUND).health();
  }

  private static Health down(String cause) {
    return Health.down()
        .withDetail("cause", cause)
        .withDetail("taskQueues", TaskQueues.ALL)
        .build();
  }
}
