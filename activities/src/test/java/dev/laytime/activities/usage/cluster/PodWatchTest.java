package dev.laytime.activities.usage.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import dev.laytime.usage.NamedImage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodWatchTest {

  private static final PodWatch.Pace QUICK =
      new PodWatch.Pace(Duration.ofMillis(50), Duration.ofMillis(10), Duration.ofMinutes(1));
  private static final String PODS = "/api/v1/pods";

  private static final String SPEC = "'spec':{'containers':[{'name':'app','image':'%s'}]}";
  private static final String ENDS = ",'metadata':{'deletionTimestamp':'2026-01-01T00:00:00Z'}";
  private static final String WAITING =
      SPEC.formatted("r.test/a:1")
          + ",'status':{'containerStatuses':[{'name':'app','state':{'waiting':{'reason':'%s'}}}]}";

  private final FakeCluster cluster = new FakeCluster();
  private final BlockingQueue<List<NamedImage>> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<NamedImage>> unpulled = new LinkedBlockingQueue<>();
  private final PodWatch.Hearer hearer = new Ears(told::add);

  /** Takes everything, or what it is told to. */
  private final class Ears implements PodWatch.Hearer {

    private final Consumer<List<NamedImage>> named;

    Ears(Consumer<List<NamedImage>> named) {
      this.named = named;
    }

    @Override
    public void named(List<NamedImage> images) {
      named.accept(images);
    }

    @Override
    public Set<Reference> unpulled(List<NamedImage> images) {
      unpulled.add(images);
      return images.stream().map(NamedImage::image).collect(Collectors.toSet());
    }
  }

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
  void tellsTheFirstOfManyAtOnceAndTheOthersTogether() throws InterruptedException {
    PodWatch.Pace pace = new PodWatch.Pace(Duration.ofDays(1), QUICK.again(), QUICK.longest());
    try (PodWatch watch =
        PodWatch.start("live", () -> cluster, ClusterSettings.PLAIN, hearer, pace)) {
      until(() -> watch.state().connected());
      add("shop", "r.test/a:1");

      assertThat(next()).containsExactly("r.test/a:1");
      add("shop", "r.test/b:1");
      assertThat(told.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @Test
  void tellsNothingOfAPodThatEnds() throws InterruptedException {
    try (PodWatch watch = watch(ClusterSettings.PLAIN)) {
      until(() -> watch.state().connected());
      add("shop", "r.test/a:1");
      assertThat(next()).containsExactly("r.test/a:1");
      cluster.change("shop", "web", SPEC.formatted("r.test/a:1") + ENDS);
      add("shop", "r.test/b:1");

      assertThat(next()).containsExactly("r.test/b:1");
    }
  }

  @Test
  void tellsAtOnceWhateverTheTimeSinceTheLastWord() throws InterruptedException {
    Duration gather = Duration.ofSeconds(4);
    PodWatch.Pace pace = new PodWatch.Pace(gather, QUICK.again(), QUICK.longest());
    try (PodWatch watch =
        PodWatch.start("live", () -> cluster, ClusterSettings.PLAIN, hearer, pace)) {
      until(() -> watch.state().connected());
      Thread.sleep(gather.plusMillis(200));
      add("shop", "r.test/a:1");

      assertThat(told.poll(3, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void goesOnWhereItWasCutAndMissesNothing() throws InterruptedException {
    try (PodWatch watch = watch(ClusterSettings.PLAIN)) {
      until(() -> watch.state().connected());
      add("shop", "r.test/a:1");
      assertThat(next()).containsExactly("r.test/a:1");
      cluster.cut();
      add("shop", "r.test/b:1");

      while (!next().contains("r.test/b:1")) {
        // the last word before the cut, which may be heard twice
      }
      until(() -> cluster.watches().size() >= 2);
      assertThat(cluster.watches().getLast()).isNotEqualTo("0");
      assertThat(watch.state()).isEqualTo(new PodWatch.State(true, "", 1));
    }
  }

  @Test
  void beginsWithAListWhereTheServerHasForgotten() throws InterruptedException {
    try (PodWatch watch = watch(ClusterSettings.PLAIN)) {
      until(() -> watch.state().connected());
      add("shop", "r.test/a:1");
      assertThat(next()).containsExactly("r.test/a:1");
      cluster.loseSight("shop", "web2", SPEC.formatted("r.test/b:1"));

      while (!next().contains("r.test/b:1")) {
        // what is listed once more
      }
      until(() -> watch.state().lists() == 2);
      assertThat(watch.state().connected()).isTrue();
    }
  }

  @Test
  void saysSinceWhenAndWhyNobodyWatches() throws InterruptedException {
    AtomicBoolean away = new AtomicBoolean(true);
    try (PodWatch watch =
        PodWatch.start(
            "live",
            () -> {
              if (away.get()) {
                throw new IOException("away");
              }
              return cluster;
            },
            ClusterSettings.PLAIN,
            hearer,
            QUICK)) {
      until(() -> watch.state().equals(new PodWatch.State(false, "away", 0)));
      away.set(false);
      until(() -> watch.state().equals(new PodWatch.State(true, "", 1)));
      away.set(true);
      cluster.cut();
      until(() -> watch.state().equals(new PodWatch.State(false, "away", 1)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "containers,          containerStatuses,          ImagePullBackOff",
    "initContainers,      initContainerStatuses,      ErrImagePull",
    "ephemeralContainers, ephemeralContainerStatuses, ImagePullBackOff",
  })
  void tellsOfWhatAPodCannotPullOnceHoweverManyDoAndHoweverOftenTheyTry(
      String containers, String statuses, String reason) throws InterruptedException {
    String fields =
        "'spec':{'%s':[{'name':'app','image':'r.test/a:1'},{'name':'b','image':'r.test/b:1'}]},"
                .formatted(containers)
            + "'status':{'%s':[{'name':'app','state':{'waiting':{'reason':'%%s'}}}]}"
                .formatted(statuses);
    try (PodWatch _ = watch(ClusterSettings.PLAIN)) {
      cluster.add(PODS, "shop", "web", fields.formatted("ContainerCreating"));
      next();
      cluster.change("shop", "web", fields.formatted(reason));

      assertThat(waited()).containsExactly("r.test/a:1");
      cluster.change("shop", "web", fields.formatted("ErrImagePull"));
      cluster.change("shop", "web", fields.formatted("ImagePullBackOff"));
      cluster.add(PODS, "shop", "web2", fields.formatted(reason));
      cluster.cut();
      Thread.sleep(300);
      assertThat(unpulled).isEmpty();
    }
  }

  @Test
  void tellsAgainWhereAnotherPodWaitsAfterNoneDid() throws InterruptedException {
    try (PodWatch _ = watch(ClusterSettings.PLAIN)) {
      cluster.add(PODS, "shop", "web", WAITING.formatted("ErrImagePull"));
      assertThat(waited()).containsExactly("r.test/a:1");
      cluster.remove("shop", "web");
      add("shop", "r.test/c:1");
      while (!next().contains("r.test/c:1")) {
        // of the first
      }
      cluster.add(PODS, "shop", "web", WAITING.formatted("ErrImagePull"));

      assertThat(waited()).containsExactly("r.test/a:1");
    }
  }

  @Test
  void tellsNothingOfAPodThatAsksNoRegistry() throws InterruptedException {
    try (PodWatch _ = watch(ClusterSettings.PLAIN)) {
      cluster.add(PODS, "shop", "web", WAITING.formatted("ErrImageNeverPull"));
      next();
      Thread.sleep(200);
      assertThat(unpulled).isEmpty();
    }
  }

  @Test
  void tellsOfAnImageBeforeItTellsThatItCannotBePulled() throws InterruptedException {
    cluster.add(PODS, "shop", "web", WAITING.formatted("ErrImagePull"));
    try (PodWatch _ = watch(ClusterSettings.PLAIN)) {
      assertThat(waited()).containsExactly("r.test/a:1");
      assertThat(told).as("it was told that it is named").isNotEmpty();
    }
  }

  @Test
  void tellsAlsoOfTheImageVolumesOfWhatWaits() throws InterruptedException {
    cluster.add(
        PODS,
        "shop",
        "web",
        "'spec':{'containers':[{'name':'app','image':'r.test/a:1','volumeMounts':[{'name':'m'}]}],"
            + "'volumes':[{'name':'m','image':{'reference':'r.test/m:1'}},"
            + "{'name':'n','image':{'reference':'r.test/n:1'}}]},"
            + "'status':{'containerStatuses':[{'name':'app',"
            + "'state':{'waiting':{'reason':'ErrImagePull'}}}]}");
    try (PodWatch _ = watch(ClusterSettings.PLAIN)) {
      assertThat(waited()).containsExactly("r.test/a:1", "r.test/m:1");
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
            hearer,
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
            new Ears(images -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("the ledger is away");
              }
              told.add(images);
            }),
            QUICK)) {
      assertThat(next()).containsExactly("r.test/a:1");
    }
  }

  @ParameterizedTest
  @CsvSource({"shop, '', a/b/c", "'', other, a/b/c", "'', '', */other/w*"})
  void tellsOnlyOfWhatIsLookedThrough(String only, String without, String objects)
      throws InterruptedException {
    add("other", "r.test/b:1");
    add("shop", "r.test/a:1");
    ClusterSettings settings =
        new ClusterSettings(
            only.isEmpty() ? List.of() : List.of(only),
            without.isEmpty() ? List.of() : List.of(without),
            List.of(ObjectPattern.parse(objects)),
            List.of(),
            List.of());
    try (PodWatch _ = watch(settings)) {
      assertThat(next()).containsExactly("r.test/a:1");
    }
  }

  private PodWatch watch(ClusterSettings settings) {
    return PodWatch.start("live", () -> cluster, settings, hearer, QUICK);
  }

  private void add(String namespace, String image) {
    cluster.add(PODS, namespace, "web", SPEC.formatted(image));
  }

  private List<String> next() throws InterruptedException {
    return texts(told.poll(1, TimeUnit.MINUTES));
  }

  private List<String> waited() throws InterruptedException {
    return texts(unpulled.poll(1, TimeUnit.MINUTES));
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("it comes to that").isBefore(end);
      Thread.sleep(5);
    }
  }

  private static List<String> texts(@Nullable List<NamedImage> batch) {
    assertThat(batch).as("something is told").isNotNull();
    return batch == null ? List.of() : batch.stream().map(named -> named.image().text()).toList();
  }
}
