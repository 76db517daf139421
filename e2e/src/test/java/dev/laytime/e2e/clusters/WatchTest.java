package dev.laytime.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.usage.cluster.ClusterSettings;
import dev.laytime.activities.usage.cluster.ClusterSource;
import dev.laytime.activities.usage.cluster.KubernetesApi;
import dev.laytime.activities.usage.cluster.PodWatch;
import dev.laytime.e2e.ProvingGround;
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
import dev.laytime.image.Reference;
import dev.laytime.usage.NamedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is heard of a cluster between scans, and what becomes of it when the line breaks. */
@ExtendWith(ProvingGround.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WatchTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  /** Sweeps are rare: what is lost meanwhile is missed by a Pod. */
  private static final Durations DURATIONS = Durations.QUICK.looking("1h", "3s");

  private static final PodWatch.Pace PACE =
      new PodWatch.Pace(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(3));

  private static ControlPlane cluster;
  private static FaultyLine line;
  private static Workloads shop;
  private static DistributionRegistry registry;
  private static LaytimeApi api;

  private final List<String> made = new ArrayList<>();

  @BeforeAll
  static void start(Workspace workspace) {
    cluster = ControlPlane.start(workspace);
    cluster.namespace("shop");
    shop = new Workloads(cluster, "shop");
    line = workspace.keep(FaultyLine.to(cluster.port()));
    registry = DistributionRegistry.start(workspace);
    Configuration configuration =
        new Configuration()
            .stage(
                "prod",
                registry.image("prod"),
                "grace-period: 1h",
                "sweep-every: " + DURATIONS.sweep())
            .cluster("live", cluster.kubeconfig(ControlPlane.ADMIN, line.port()), DURATIONS)
            .mirror(registry.image("prod"), registry.image("hub"))
            .mirror(registry.image("prod/asked"), registry.image("asked"), "on-demand: true");
    LaytimeWorker worker =
        LaytimeWorker.embedded(
            workspace,
            List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config"))));
    api = workspace.keep(new LaytimeApi(worker.server()));
  }

  @Test
  @Order(1)
  void knowsWhatAFreshListSaysHoweverTheLineBroke() {
    Set<String> heard = ConcurrentHashMap.newKeySet();
    try (PodWatch watch = watch(heard)) {
      after("a quiet time", heard, () -> quiet(watch));
      assertThat(watch.state().lists()).isEqualTo(1);
      after("a cut", heard, line::cut);
      after("a line that is dead", heard, line::die);
      assertThat(watch.state().lists()).as("it went on where it was").isEqualTo(1);

      after("an end of the API server", heard, () -> restart(watch));
      long lists = watch.state().lists();
      after("an end of its memory", heard, WatchTest::forget);
      assertThat(watch.state().lists()).isGreaterThan(lists);
      assertThat(watch.state().connected()).isTrue();
    }
    Await.until(
        "the worker's metrics say that it watches again",
        SOON,
        () ->
            api.text("/actuator/prometheus")
                .contains("laytime_watch_connected{source=\"live\"} 1.0"));
  }

  /** Longer than any one watch: each is ended and goes on without a list. */
  private static void quiet(PodWatch watch) {
    Await.until("it is watched", SOON, () -> watch.state().connected());
    assertThat(Await.holdsWithin(PACE.longest().multipliedBy(2), () -> watch.state().lists() != 1))
        .isFalse();
  }

  private static void restart(PodWatch watch) {
    cluster.kill();
    Await.until("it is noticed", SOON, () -> !watch.state().connected());
    cluster.startAgain();
  }

  /** Whoever goes on from before is told that it is not known any more. */
  private static void forget() {
    line.hold();
    line.cut();
    cluster.namespace("another"); // something to forget what was before
    cluster.compact();
    cluster.kill();
    cluster.startAgain();
    line.release();
  }

  private void after(String what, Set<String> heard, Runnable fault) {
    fault.run();
    String name = "p" + made.size();
    String image = registry.image("prod/" + name + ":1");
    shop.pod(name, image);
    if (!made.isEmpty()) {
      shop.removePod("p" + (made.size() - 1));
    }
    made.add(image);
    Await.until(
        "after %s the watch hears of %s".formatted(what, image), SOON, () -> heard.contains(image));
    Await.until(
        "after %s the ledger has what a list has".formatted(what),
        SOON,
        () -> named().equals(listed()));
    assertThat(listed()).contains(image);
  }

  /** What the ledger says that the cluster names. */
  private Set<String> named() {
    return made.stream().filter(WatchTest::isNamed).collect(Collectors.toSet());
  }

  private static boolean isNamed(String image) {
    for (JsonNode word : api.life(image).path("sources")) {
      if (word.path("source").asText().equals("live")) {
        return word.path("says").asText().equals("named");
      }
    }
    return false;
  }

  private static Set<String> listed() {
    Path straight = cluster.kubeconfig(ControlPlane.ADMIN);
    return new ClusterSource("live", () -> KubernetesApi.of(straight, null), ClusterSettings.PLAIN)
        .list(() -> {}).images().stream()
            .map(named -> named.image().text())
            .collect(Collectors.toSet());
  }

  private static PodWatch watch(Set<String> heard) {
    Path kubeconfig = cluster.kubeconfig(ControlPlane.ADMIN, line.port());
    return PodWatch.start(
        "live",
        () -> KubernetesApi.of(kubeconfig, null),
        ClusterSettings.PLAIN,
        new PodWatch.Hearer() {
          @Override
          public void named(List<NamedImage> images) {
            images.forEach(named -> heard.add(named.image().text()));
          }

          @Override
          public Set<Reference> unpulled(List<NamedImage> images) {
            return Set.of();
          }
        },
        PACE);
  }

  @Test
  @Order(2)
  void bringsBackAtOnceWhatAPodCannotPull(Workspace workspace) {
    Images images = workspace.keep(new Images(workspace.directory("images")));
    RegistryProbe probe = workspace.keep(new RegistryProbe());
    String image = registry.image("prod/web:1");
    images.image(registry, "hub/web", "1", 1, 1_000);
    shop.pod("web", image);
    Await.until("it is mirrored", SOON, () -> api.state(image).equals("PRESENT"));
    probe.delete(image);

    shop.waiting("web", "ErrImagePull");

    Await.until("it is there again", SOON, () -> probe.has(image));
    assertThat(api.times(image, "cannot be pulled")).hasSize(1);
    shop.waiting("web", "ImagePullBackOff");
    shop.waiting("web", "ErrImagePull");
    assertThat(
            Await.holdsWithin(
                Duration.ofSeconds(3), () -> api.times(image, "cannot be pulled").size() > 1))
        .as("it is hurried once")
        .isFalse();
  }

  @Test
  @Order(3)
  void bringsAtOnceWhatAPodNamesWhereItComesFrom(Workspace workspace) {
    Images images = workspace.keep(new Images(workspace.directory("images")));
    RegistryProbe probe = workspace.keep(new RegistryProbe());
    images.image(registry, "asked/web", "1", 1, 1_000);
    shop.pod("asked", registry.image("asked/web:1"));
    Await.until("it is mirrored", SOON, () -> probe.has(registry.image("prod/asked/web:1")));

    shop.pod("early", registry.image("asked/late:1"));
    shop.waiting("early", "ErrImagePull");
    String late = registry.image("prod/asked/late:1");
    Await.until("it is wanted", SOON, () -> api.state(late).equals("FAILING"));
    images.image(registry, "asked/late", "1", 1, 1_000);
    shop.waiting("early", "ImagePullBackOff");
    Await.until("it is mirrored once it is there", SOON, () -> probe.has(late));
  }
}
