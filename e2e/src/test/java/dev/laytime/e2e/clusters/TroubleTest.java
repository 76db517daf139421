package dev.laytime.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.Rights;
import dev.laytime.e2e.Workloads;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.FaultyLine;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Stages for each of which two sources vouch: one that is well, and one that is unreachable, slow,
 * forbidden or empty for a while. Each source is a way of its own into one control plane.
 */
@ExtendWith(ProvingGround.class)
final class TroubleTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  /** Well past the end of a grace period, and of several scans. */
  private static final Duration LONG = Duration.ofSeconds(14);

  private static final Durations DURATIONS = Durations.QUICK.kept("4s", "5m").looking("1h", "3s");

  /** What is wrong with each, and what is told of it. */
  private static final Map<String, String> TOLD =
      Map.of(
          "away", "the API server: no answer",
          "slow", "the API server: no answer",
          "forbidden", "answered 403",
          "empty", "is held: it names no image at all");

  @Test
  void deletesNothingWhileASourceIsInTroubleAndGoesOnAfterwards(Workspace workspace) {
    ControlPlane cluster = ControlPlane.start(workspace);
    Scene scene = Scene.start(workspace, cluster);
    Rights rights = new Rights(cluster);
    rights.grantAllButJobs();
    rights.grantJobs();
    Workloads shop = scene.workloads("shop");
    TOLD.keySet().forEach(name -> shop.pod(name, scene.image(name)));
    scene.await("is there", name -> scene.state(name).equals("PRESENT"));
    scene.await("counts", name -> scene.source(name).path("counts").asBoolean());

    scene.away().refuse();
    scene.slow().hold();
    scene.slow().cut();
    rights.revokeJobs();
    scene.workloads("empty").removePod("stays");
    scene.await(
        "is in trouble",
        name -> scene.source(name).path("status").asText().equals("OUT_OF_SERVICE"));
    TOLD.keySet().forEach(shop::removePod);
    scene.await("is unused", name -> scene.state(name).equals("UNUSED"));
    assertThat(Await.holdsInTheEnd(LONG, () -> !TOLD.keySet().stream().allMatch(scene::isTagged)))
        .as("something goes")
        .isFalse();
    TOLD.forEach((name, told) ->
        assertThat(scene.api().life(scene.image(name)).path("sources").toString())
            .as("why %s stays", name)
            .contains(told));
    assertThat(scene.health().path("status").asText()).isEqualTo("UP");

    scene.away().release();
    scene.slow().release();
    rights.grantJobs();
    scene.workloads("empty").pod("stays", "docker.io/library/busybox:1.36");
    scene.await("goes", name -> scene.state(name).equals("QUARANTINED"));
  }

  /** A worker, and the stages {@code away}, {@code slow}, {@code forbidden} and {@code empty}. */
  private record Scene(
      ControlPlane cluster,
      FaultyLine away,
      FaultyLine slow,
      DistributionRegistry registry,
      RegistryProbe probe,
      LaytimeApi api) {

    static Scene start(Workspace workspace, ControlPlane cluster) {
      cluster.namespace("shop");
      cluster.namespace("empty");
      Workloads empty = new Workloads(cluster, "empty");
      Await.until("it takes Pods", SOON, empty::takesPods);
      empty.pod("stays", "docker.io/library/busybox:1.36");
      new Workloads(cluster, "kube-system")
          .deployment("stays", "docker.io/library/busybox:1.36", 0);
      FaultyLine away = workspace.keep(FaultyLine.to(cluster.port()));
      FaultyLine slow = workspace.keep(FaultyLine.to(cluster.port()));
      DistributionRegistry registry = DistributionRegistry.start(workspace);
      Images images = workspace.keep(new Images(workspace.directory("images")));
      Configuration configuration =
          new Configuration()
              .cluster("live", cluster.kubeconfig(ControlPlane.ADMIN), DURATIONS)
              .cluster("away", way(cluster, away), DURATIONS, "kube-system")
              .cluster("slow", way(cluster, slow), DURATIONS, "kube-system")
              .cluster(
                  "forbidden", cluster.kubeconfig(ControlPlane.SCANNER), DURATIONS, "kube-system")
              .cluster("empty", cluster.kubeconfig(ControlPlane.ADMIN), DURATIONS, "empty");
      for (String name : TOLD.keySet()) {
        images.image(registry, name + "/app", "1", 1, 1_000);
        configuration.stage(
            name,
            registry.image(name),
            "deletion: enabled",
            "grace-period: " + DURATIONS.grace(),
            "quarantine: " + DURATIONS.quarantine(),
            "sweep-every: " + DURATIONS.sweep(),
            "reaper-window: " + DURATIONS.window(),
            "external-delete: [\"**\"]",
            "vouched-by: [live, " + name + "]");
      }
      LaytimeWorker worker =
          LaytimeWorker.embedded(
              workspace,
              List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config"))));
      return new Scene(
          cluster,
          away,
          slow,
          registry,
          workspace.keep(new RegistryProbe()),
          workspace.keep(new LaytimeApi(worker.server())));
    }

    private static Path way(ControlPlane cluster, FaultyLine line) {
      return cluster.kubeconfig(ControlPlane.ADMIN, line.port());
    }

    Workloads workloads(String namespace) {
      return new Workloads(cluster, namespace);
    }

    String image(String name) {
      return registry.image(name + "/app:1");
    }

    String state(String name) {
      return api.state(image(name));
    }

    boolean isTagged(String name) {
      return probe.has(image(name));
    }

    JsonNode health() {
      try {
        return new ObjectMapper().readTree(api.text("/actuator/health"));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    JsonNode source(String name) {
      return health().path("components").path("sources").path("details").path(name);
    }

    /** Of all, or tells of whom it does not hold. */
    void await(String what, Predicate<String> condition) {
      Map<String, Object> missing = new LinkedHashMap<>();
      boolean all =
          Await.holdsInTheEnd(
              SOON,
              () -> {
                missing.clear();
                TOLD.keySet().stream()
                    .filter(name -> !condition.test(name))
                    .forEach(name -> missing.put(name, api.life(image(name))));
                return missing.isEmpty();
              });
      assertThat(all).as("%s; not so: %s", what, missing).isTrue();
    }
  }
}
