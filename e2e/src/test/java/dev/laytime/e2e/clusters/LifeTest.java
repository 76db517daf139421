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
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whole lives of images that live clusters need, or need no more. */
@ExtendWith(ProvingGround.class)
final class LifeTest {

  private static final Duration SOON = Duration.ofMinutes(2);

  /** Well past the end of a grace period. */
  private static final Duration LONG = Duration.ofSeconds(16);

  /** From the wish of a Deployment on, whose Pod is yet to be made. */
  private static final Duration RESTORED_WITHIN = Duration.ofSeconds(5);

  private static final Duration QUARANTINE = Duration.ofSeconds(30);

  /** Scans are rare: what comes in between is seen by a watch. */
  private static final Durations DURATIONS =
      Durations.QUICK.kept("4s", QUARANTINE.toSeconds() + "s").looking("5s", "10s");

  /** A complete scan of a source that did not name the image, and when it started. */
  private static final Pattern PROOF =
      Pattern.compile("(\\w+): not named; scan #\\d+ started at (\\S+), complete;.*");

  @Test
  void followsTheWorkloadsOfTwoClustersOfWhichOneIsLost(Workspace workspace) {
    ControlPlane cluster = ControlPlane.start(workspace);
    ControlPlane other = ControlPlane.start(workspace);
    Stage stage = Stage.start(workspace, cluster, other);
    Workloads shop = workloads(cluster, "shop");
    workloads(other, "shop").deployment("stays", "docker.io/library/busybox:1.36", 0);
    shop.deployment("stays", "docker.io/library/busybox:1.36", 0);
    Digest first = stage.publish("app:1");
    stage.publish("app:2");
    stage.publish("app:3");

    shop.deployment("web", stage.image("app:1"), 1);
    stage.await("app:1", "is mirrored", () -> stage.isTagged("app:1", first));
    shop.deployment("web", stage.image("app:1"), 0);
    stage.await(
        "app:1", "says that it has no replicas", () -> stage.says("app:1", "zero replicas"));

    shop.deployment("web", stage.image("app:2"), 0);
    stage.await(
        "app:1", "says that one can roll back to it", () -> stage.says("app:1", "rollback"));
    assertThat(Await.holdsInTheEnd(LONG, () -> !stage.is("app:1", "PRESENT")))
        .as("it is kept all the time")
        .isFalse();

    other.kill();
    stage.await("app:1", "says what is lacking", () -> stage.says("app:1", "API server"));
    shop.deployment("web", stage.image("app:3"), 0);
    stage.await("app:1", "is unused", () -> stage.is("app:1", "UNUSED"));
    assertThat(Await.holdsInTheEnd(LONG, () -> !stage.isTagged("app:1", first)))
        .as("nothing goes while a cluster cannot be asked")
        .isFalse();

    other.startAgain();
    stage.await("app:1", "is in quarantine", () -> stage.is("app:1", "QUARANTINED"));
    assertThat(stage.isTagged("app:1", first)).isFalse();
    Instant asked = Instant.now();
    shop.deployment("again", stage.image("app:1"), 1);
    stage.await("app:1", "is restored", () -> !stage.times("app:1", "restored:").isEmpty());
    assertThat(stage.isTagged("app:1", first)).isTrue();
    Duration took = Duration.between(asked, stage.times("app:1", "restored:").getFirst());
    System.out.printf("restored %d ms after a Deployment asked for it%n", took.toMillis());
    assertThat(took).isPositive().isLessThan(RESTORED_WITHIN);
    assertThat(
            Workspace.read(stage.worker().process().errors())
                + Workspace.read(stage.worker().process().output()))
        .as("before the next scan")
        .contains("seen between scans source=here");

    shop.removeDeployment("again");
    stage.await("app:1", "has an obituary", () -> stage.api().isBuried(stage.image("app:1")));
    assertThat(stage.isPullable("app:1", first)).isFalse();
    for (String source : List.of("here", "there")) {
      assertThat(stage.proofBy(source, "app:1"))
          .as("the scan of %s that proves it", source)
          .isAfter(stage.times("app:1", "quarantined").getLast().plus(QUARANTINE))
          .isBefore(stage.buried("app:1"));
    }
    assertThat(stage.is("app:2", "PRESENT")).as("a rollback target").isTrue();
    assertThat(stage.is("app:3", "PRESENT")).isTrue();
  }

  private static Workloads workloads(ControlPlane cluster, String namespace) {
    cluster.namespace(namespace);
    return new Workloads(cluster, namespace);
  }

  /** A stage for which both clusters vouch. */
  private record Stage(
      DistributionRegistry upstream,
      DistributionRegistry registry,
      Images images,
      RegistryProbe probe,
      LaytimeWorker worker,
      LaytimeApi api) {

    static Stage start(Workspace workspace, ControlPlane here, ControlPlane there) {
      DistributionRegistry upstream = DistributionRegistry.start(workspace);
      DistributionRegistry registry = DistributionRegistry.start(workspace);
      Configuration configuration =
          new Configuration()
              .stage(
                  "prod",
                  registry.image("prod"),
                  "deletion: enabled",
                  "grace-period: " + DURATIONS.grace(),
                  "quarantine: " + DURATIONS.quarantine(),
                  "sweep-every: " + DURATIONS.sweep(),
                  "reaper-window: 200ms",
                  "breaker: {images: 50, percent: 100, window: 1h}")
              .cluster("here", here.kubeconfig(ControlPlane.ADMIN), DURATIONS)
              .cluster("there", there.kubeconfig(ControlPlane.ADMIN), DURATIONS)
              .mirror(registry.image("prod"), upstream.image("hub"));
      LaytimeWorker worker =
          LaytimeWorker.start(
              workspace,
              TemporalServer.start(workspace),
              List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config"))));
      return new Stage(
          upstream,
          registry,
          workspace.keep(new Images(workspace.directory("images"))),
          workspace.keep(new RegistryProbe()),
          worker,
          workspace.keep(new LaytimeApi(worker.server())));
    }

    Digest publish(String app) {
      int colon = app.indexOf(':');
      return images.image(
          upstream, "hub/" + app.substring(0, colon), app.substring(colon + 1), 1, 1_000);
    }

    String image(String app) {
      return registry.image("prod/" + app);
    }

    boolean is(String app, String state) {
      return api.state(image(app)).equals(state);
    }

    boolean says(String app, String words) {
      return api.life(image(app)).toString().contains(words);
    }

    List<Instant> times(String app, String done) {
      return api.times(image(app), done);
    }

    /** When the scan started by which a source proved that it may be deleted. */
    Instant proofBy(String source, String app) {
      for (JsonNode line : obituary(app).path("proof")) {
        Matcher proof = PROOF.matcher(line.asText());
        if (proof.matches() && proof.group(1).equals(source)) {
          return Instant.parse(proof.group(2));
        }
      }
      throw new AssertionError("%s is no proof by %s".formatted(obituary(app), source));
    }

    Instant buried(String app) {
      return Instant.parse(obituary(app).path("at").asText());
    }

    private JsonNode obituary(String app) {
      return api.life(image(app)).path("obituaries").path(0);
    }

    boolean isTagged(String app, Digest digest) {
      return probe.digest(image(app)).filter(digest.value()::equals).isPresent();
    }

    boolean isPullable(String app, Digest digest) {
      return probe.has(image(app.substring(0, app.indexOf(':'))) + "@" + digest);
    }

    void await(String app, String what, BooleanSupplier condition) {
      if (!Await.holdsInTheEnd(SOON, condition)) {
        throw new IllegalStateException(
            "Waited in vain: %s %s; why: %s".formatted(app, what, api.life(image(app))));
      }
    }
  }
}
