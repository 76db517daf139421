package dev.laytime.activities.usage.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.usage.cluster.PodImages.Pod;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodImagesTest {

  private static final PodWatch.Pace QUICK =
      new PodWatch.Pace(Duration.ofMillis(50), Duration.ofMillis(10), Duration.ofMinutes(1));
  private static final String PODS = "/api/v1/pods";
  private static final String SPEC = "'spec':{'containers':[{'name':'app','image':'%s'}]}";

  private final FakeCluster cluster = new FakeCluster();

  @Test
  void knowsEveryContainerAsItIsWritten() throws InterruptedException {
    cluster.add(
        PODS,
        "shop",
        "web",
        """
        'spec':{'containers':[{'image':'r.test/A'},{'image':'r.test/b@sha256:0'},{'name':'none'}],
        'initContainers':[{'image':'b'}],'ephemeralContainers':[{'image':'b'}]}\
        """);

    try (PodImages images = follow(ClusterSettings.PLAIN)) {
      await(
          images,
          Map.of(
              "r.test/A", Set.of(new Pod("shop", "web")),
              "r.test/b@sha256:0", Set.of(new Pod("shop", "web")),
              "b", Set.of(new Pod("shop", "web"))));
    }
  }

  @Test
  void followsPodsThatComeAndChangeAndGo() throws InterruptedException {
    cluster.add(PODS, "shop", "web", SPEC.formatted("r.test/a:1"));
    try (PodImages images = follow(ClusterSettings.PLAIN)) {
      await(images, Map.of("r.test/a:1", Set.of(new Pod("shop", "web"))));

      cluster.add(PODS, "shop", "web2", SPEC.formatted("r.test/a:1"));
      await(images, Map.of("r.test/a:1", Set.of(new Pod("shop", "web"), new Pod("shop", "web2"))));
      cluster.change("shop", "web", SPEC.formatted("r.test/b:1"));
      cluster.remove("shop", "web2");
      await(images, Map.of("r.test/b:1", Set.of(new Pod("shop", "web"))));
    }
  }

  @Test
  void forgetsWhatWentWhileNobodyWatched() throws InterruptedException {
    cluster.add(PODS, "shop", "web", SPEC.formatted("r.test/a:1"));
    try (PodImages images = follow(ClusterSettings.PLAIN)) {
      await(images, Map.of("r.test/a:1", Set.of(new Pod("shop", "web"))));
      var _ = cluster.removeQuietly("shop", "web");
      cluster.loseSight("shop", "other", SPEC.formatted("r.test/b:1"));

      await(images, Map.of("r.test/b:1", Set.of(new Pod("shop", "other"))));
    }
  }

  @Test
  void knowsNothingWhereItCannotListOrWatch() throws InterruptedException {
    try (PodImages images =
        PodImages.follow(
            "live",
            () -> {
              throw new IOException("away");
            },
            ClusterSettings.PLAIN,
            QUICK)) {
      Thread.sleep(100);
      assertThat(images.named()).isEmpty();
    }
  }

  @Test
  void looksWhereASourceLooks() throws InterruptedException {
    cluster.add(PODS, "shop", "web", SPEC.formatted("r.test/a:1"));
    cluster.add(PODS, "other", "web", SPEC.formatted("r.test/b:1"));
    Map<String, Set<Pod>> shops = Map.of("r.test/a:1", Set.of(new Pod("shop", "web")));

    try (PodImages images = follow(new ClusterSettings(List.of("shop"), List.of(), List.of()))) {
      await(images, shops);
    }
    try (PodImages images = follow(new ClusterSettings(List.of(), List.of("other"), List.of()))) {
      await(images, shops);
    }
  }

  private PodImages follow(ClusterSettings settings) {
    return PodImages.follow("live", () -> cluster, settings, QUICK);
  }

  private static void await(PodImages images, Map<String, Set<Pod>> expected)
      throws InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (!images.named().equals(Optional.of(expected)) && Instant.now().isBefore(end)) {
      Thread.sleep(5);
    }
    assertThat(images.named()).contains(expected);
  }
}
