package dev.laytime.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.Workloads;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.Node;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pods that truly run, and what their node says of them. */
@ExtendWith(ProvingGround.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NodeTest {

  private static final Duration SOON = Duration.ofMinutes(2);

  /** Well past the ends of a grace period and of a quarantine, and several sweeps. */
  private static final Duration LONG = Duration.ofSeconds(14);

  private static final Durations DURATIONS = Durations.QUICK.kept("3s", "3s").looking("3s", "2s");

  private static final Path PAUSE = Path.of(Checkout.binary("pause"));

  private static DistributionRegistry registry;
  private static Images images;
  private static RegistryProbe probe;
  private static Workloads shop;
  private static LaytimeApi api;

  @BeforeAll
  static void start(Workspace workspace) {
    ControlPlane cluster = ControlPlane.start(workspace);
    registry = DistributionRegistry.start(workspace);
    images = workspace.keep(new Images(workspace.directory("images")));
    probe = workspace.keep(new RegistryProbe());
    images.program(registry, "node/pause", "1", PAUSE);
    Node.start(workspace, cluster, registry.image("node/pause:1"));
    cluster.namespace("shop");
    shop = new Workloads(cluster, "shop");
    Await.until("it takes Pods", SOON, shop::takesPods);
    shop.deployment("stays", "docker.io/library/busybox:1.36", 0);
    images.program(registry, "hub/late", "1", PAUSE);
    shop.runningPod("late", image("late:1"));
    Await.until("the node cannot pull it", SOON, () -> waitsFor("late", "ErrImagePull"));
    Configuration configuration =
        new Configuration()
            .deletingStage("prod", registry.image("prod"), DURATIONS)
            .cluster("prod", cluster.kubeconfig(ControlPlane.ADMIN), DURATIONS)
            .mirror(registry.image("prod"), registry.image("hub"));
    LaytimeWorker worker =
        LaytimeWorker.embedded(
            workspace,
            List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config"))));
    api = workspace.keep(new LaytimeApi(worker.server()));
  }

  @Test
  @Order(1)
  void keepsWhatTrulyRunsWhenSomebodyMovesItsTag() {
    Digest runs = images.program(registry, "prod/app", "1", PAUSE);
    String running = image("app@" + runs);
    shop.runningPod("app", image("app:1"));
    await(running, "runs", () -> isRunning("app", runs));
    await(image("app:1"), "is there", () -> api.state(image("app:1")).equals("PRESENT"));

    Digest moved = images.program(registry, "prod/app", "1", PAUSE);
    await(running, "has a life", () -> api.state(running).equals("PRESENT"));
    assertThat(Await.holdsInTheEnd(LONG, () -> !isKept(running)))
        .as("what runs goes: %s", api.life(running))
        .isFalse();
    assertThat(isRunning("app", runs)).isTrue();
    assertThat(probe.digest(image("app:1"))).contains(moved.value());

    shop.endPod("app");
    await(running, "is gone", () -> !probe.has(running));
    await(running, "has an obituary", () -> api.isBuried(running));
  }

  private static boolean isKept(String running) {
    return probe.has(running)
        && api.state(running).equals("PRESENT")
        && word(running).path("says").asText().equals("named")
        && word(running).path("why").toString().contains("Pod shop/app");
  }

  @Test
  @Order(2)
  void bringsWhatANodeCouldNotPullSoThatItRuns() {
    Digest digest = new Digest(probe.digest(registry.image("hub/late:1")).orElseThrow());

    await(image("late:1"), "runs", () -> isRunning("late", digest));
  }

  /** Whether a node says that a Pod runs that very image. */
  private static boolean isRunning(String pod, Digest digest) {
    return shop.status(pod)
        .filter(status -> status.getState().getRunning() != null)
        .filter(status -> status.getImageID().endsWith("@" + digest))
        .isPresent();
  }

  private static boolean waitsFor(String pod, String reason) {
    return shop.status(pod)
        .map(status -> status.getState().getWaiting())
        .filter(waiting -> Set.of(reason, "ImagePullBackOff").contains(waiting.getReason()))
        .isPresent();
  }

  /** What the cluster says of an image. */
  private static JsonNode word(String image) {
    return api.life(image).path("sources").path(0);
  }

  private static String image(String app) {
    return registry.image("prod/" + app);
  }

  private static void await(String image, String what, BooleanSupplier condition) {
    if (!Await.holdsInTheEnd(SOON, condition)) {
      throw new IllegalStateException(
          "Waited in vain: %s %s; why: %s".formatted(image, what, api.life(image)));
    }
  }
}
