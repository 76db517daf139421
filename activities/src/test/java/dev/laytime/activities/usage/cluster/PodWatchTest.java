package dev.laytime.activities.usage.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.usage.NamedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodWatchTest {

  private static final PodWatch.Pace QUICK =
      new PodWatch.Pace(Duration.ofMillis(50), Duration.ofMillis(10));
  private static final String PODS = "/api/v1/pods";

  private final FakeCluster cluster = new FakeCluster();
  private final BlockingQueue<List<NamedImage>> told = new LinkedBlockingQueue<>();

  @Test
  void tellsOfWhatIsThereAndOfWhatComes() throws InterruptedException {
    add("shop", "r.test/a:1");
    try (PodWatch _ = watch(ClusterSettings.PLAIN)) {
      assertThat(next()).containsExactly("r.test/a:1");

      add("shop", "r.test/b:1");
      assertThat(next()).containsExactly("r.test/b:1");
    }
  }

  @Test
  void tellsOfManyPodsOfOneImageOnceABatch() throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      add("shop", "r.test/a:1");
    }
    try (PodWatch _ = watch(ClusterSettings.PLAIN)) {
      assertThat(next()).containsExactly("r.test/a:1");
    }
  }

  @Test
  void beginsAnewWhereItIsCut() throws InterruptedException {
    try (PodWatch _ = watch(ClusterSettings.PLAIN)) {
      cluster.cut();
      while (cluster.watches() < 2) {
        Thread.sleep(5);
      }
      add("shop", "r.test/a:1");
      assertThat(next()).containsExactly("r.test/a:1");
    }
  }

  @Test
  void triesAgainToReachAClusterThatIsAway() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    add("shop", "r.test/a:1");
    try (PodWatch _ =
        PodWatch.start(
            "live",
            () -> {
              if (tries.incrementAndGet() < 3) {
                throw new IOException("away");
              }
              return cluster;
            },
            ClusterSettings.PLAIN,
            told::add,
            QUICK)) {
      assertThat(next()).containsExactly("r.test/a:1");
    }
  }

  @Test
  void tellsAgainWhatWasNotTaken() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    add("shop", "r.test/a:1");
    try (PodWatch _ =
        PodWatch.start(
            "live",
            () -> cluster,
            ClusterSettings.PLAIN,
            images -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("the ledger is away");
              }
              told.add(images);
            },
            QUICK)) {
      assertThat(next()).containsExactly("r.test/a:1");
    }
  }

  @ParameterizedTest
  @CsvSource({"shop, ''", "'', other"})
  void tellsOnlyOfTheNamespacesThatAreLookedThrough(String only, String without)
      throws InterruptedException {
    add("other", "r.test/b:1");
    add("shop", "r.test/a:1");
    ClusterSettings settings =
        new ClusterSettings(
            only.isEmpty() ? List.of() : List.of(only),
            without.isEmpty() ? List.of() : List.of(without),
            List.of());
    try (PodWatch _ = watch(settings)) {
      assertThat(next()).containsExactly("r.test/a:1");
    }
  }

  private PodWatch watch(ClusterSettings settings) {
    return PodWatch.start("live", () -> cluster, settings, told::add, QUICK);
  }

  private void add(String namespace, String image) {
    cluster.add(
        PODS,
        namespace,
        "web",
        "'spec':{'containers':[{'name':'app','image':'%s'}]}".formatted(image));
  }

  private List<String> next() throws InterruptedException {
    List<NamedImage> batch = told.poll(1, TimeUnit.MINUTES);
    assertThat(batch).as("something is told").isNotNull();
    return batch == null ? List.of() : batch.stream().map(named -> named.image().text()).toList();
  }
}
