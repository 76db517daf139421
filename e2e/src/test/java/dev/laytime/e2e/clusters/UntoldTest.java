package dev.laytime.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.Workloads;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker that ends before lives hear of what went; the next one tells them. */
@ExtendWith(ProvingGround.class)
final class UntoldTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  /**
   * Of the sources of use by the same names. What a killed worker was at is given to another when
   * it has not been heard of for half a minute.
   */
  private static final Map<String, Duration> SCAN_EVERY =
      Map.of("recorded", Duration.ofSeconds(40), "unseen", Duration.ofSeconds(20));

  /** So long Temporal may keep what a life is told for the worker that it was last with. */
  private static final Duration HANDED_OVER = Duration.ofSeconds(8);

  private static Workspace workspace;
  private static ControlPlane cluster;
  private static DistributionRegistry registry;
  private static PostgresServer ledger;
  private static TemporalServer temporal;
  private static List<String> options;
  private static LaytimeWorker worker;
  private static LaytimeApi api;

  @BeforeAll
  static void start(Workspace given) {
    workspace = given;
    cluster = ControlPlane.start(workspace);
    registry = DistributionRegistry.start(workspace);
    ledger = PostgresServer.start(workspace);
    temporal = TemporalServer.start(workspace);
    Images images = workspace.keep(new Images(workspace.directory("images")));
    Configuration configuration = new Configuration();
    configuration.lines("ledger:", "  url: " + ledger.url());
    SCAN_EVERY.forEach((name, every) -> {
      cluster.namespace(name);
      images.image(registry, name + "/app", "1", 1, 1_000);
      workloads(name).deployment("web", image(name), 1);
      workloads(name).deployment("stays", "docker.io/library/busybox:1.36", 0);
      configuration
          .stage(name, registry.image(name), "grace-period: 1s", "vouched-by: [" + name + "]")
          .cluster(
              name,
              cluster.kubeconfig(ControlPlane.ADMIN),
              Durations.QUICK.looking("1h", every.toSeconds() + "s"),
              name);
    });
    options = List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config")));
    worker = LaytimeWorker.start(workspace, temporal, options);
    api = workspace.keep(new LaytimeApi(worker.server()));
  }

  @Test
  void tellsWhatItRecordedBeforeItWasKilled() {
    String name = "recorded";
    awaitNamed(name);
    scan(name).signal("pause");
    removeDeployment(name);
    try (PostgresServer.Bar bar = ledger.bar("told")) {
      scan(name).signal("resume");
      scan(name).signal("now");
      Await.until("a scan is recorded", SOON, () -> says(name, "not named"));
      Await.until("it is to be told", SOON, bar::stopsSomebody);
      assertThat(api.state(image(name))).isEqualTo("PRESENT");
      worker.kill();
    }

    startWorker();

    isUnusedWithinOneScan(name);
  }

  @Test
  void seesWhatWentWhileNoWorkerRan() {
    String name = "unseen";
    awaitNamed(name);
    worker.kill();
    removeDeployment(name);

    startWorker();

    isUnusedWithinOneScan(name);
  }

  private static void startWorker() {
    worker = LaytimeWorker.start(workspace, temporal, options);
    api = workspace.keep(new LaytimeApi(worker.server()));
  }

  private static void removeDeployment(String name) {
    workloads(name).removeDeployment("web");
    Await.until("nothing is left of it", SOON, () -> workloads(name).isGone("web"));
  }

  private static void isUnusedWithinOneScan(String name) {
    long start = System.nanoTime();
    Duration scan = Objects.requireNonNull(SCAN_EVERY.get(name));
    awaitState(name, "UNUSED", scan.plus(HANDED_OVER));
    System.out.printf(
        "what was %s is unused %d ms after the start of a worker%n",
        name, Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  private static void awaitState(String name, String state, Duration patience) {
    Await.until(
        "%s is %s".formatted(image(name), state),
        patience,
        () -> api.state(image(name)).equals(state));
  }

  /** By a scan, too: what a watch alone saw outlasts the next one. */
  private static void awaitNamed(String name) {
    awaitState(name, "PRESENT", SOON);
    Instant asked = Instant.now();
    scan(name).signal("now");
    Await.until(
        "a scan names it",
        SOON,
        () -> says(name, "named") && Instant.parse(word(name).path("at").asText()).isAfter(asked));
    // What a killed worker was at is given to another only half a minute later.
    Await.until("what it changes is told", SOON, () -> rests(WorkflowIds.scan(name)));
  }

  private static boolean rests(String workflowId) {
    DescribeWorkflowExecutionResponse described = temporal.describe(workflowId);
    return described.getPendingActivitiesCount() == 0 && !described.hasPendingWorkflowTask();
  }

  private static boolean says(String name, String what) {
    return word(name).path("says").asText().equals(what);
  }

  /** What the source of the same name says of an image now. */
  private static JsonNode word(String name) {
    for (JsonNode word : api.life(image(name)).path("sources")) {
      if (word.path("source").asText().equals(name)) {
        return word;
      }
    }
    throw new IllegalStateException("No word of %s on its image".formatted(name));
  }

  private static WorkflowStub scan(String name) {
    return temporal.client().newUntypedWorkflowStub(WorkflowIds.scan(name));
  }

  private static Workloads workloads(String name) {
    return new Workloads(cluster, name);
  }

  private static String image(String name) {
    return registry.image(name + "/app:1");
  }
}
