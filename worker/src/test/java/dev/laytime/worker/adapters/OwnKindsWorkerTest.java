package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.crd.own.BuildGround;
import dev.laytime.activities.crd.own.ObservedSource;
import dev.laytime.activities.crd.own.OfferedPath;
import dev.laytime.activities.crd.own.Taken;
import dev.laytime.activities.crd.own.Tenancy;
import dev.laytime.activities.crd.own.UsageSourceSpec;
import dev.laytime.worker.ledger.LedgerSettings;
import dev.laytime.worker.ledger.ObjectRegistration;
import dev.laytime.worker.ledger.ObjectSettings;
import dev.laytime.worker.ledger.ObjectSettings.ObjectSource;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.messages.Announcements.Announcement;
import dev.laytime.worker.messages.Loops;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnKindsWorkerTest {

  private static final Registration.Changes NOTHING = changes(List.of());

  private final List<String> started = new ArrayList<>();
  private ObjectRegistration.Answer answer = new ObjectRegistration.Answer.Taken(NOTHING);
  private final OwnKindsWorker worker =
      new OwnKindsWorker(
          new Tenancy("laytime", List.of(), List.of()),
          new FakeRegistration(),
          new LedgerSettings(List.of(), List.of(), List.of()),
          new FakeLoops(),
          () -> new Announcement("tell lives", () -> {}),
          all -> all.forEach(each -> each.send().run()),
          ObjectPaths.NONE,
          BuildGround.NONE,
          () -> new Announcement("begin", () -> started.add("begin paths")),
          () -> Instant.EPOCH);

  @Test
  void startsTheScansOfASourceThoughNothingElseChanged() {
    answer = new ObjectRegistration.Answer.Taken(changes(List.of("live")));

    assertThat(worker.take(taken())).isEmpty();
    assertThat(started).containsExactly("begin paths", "scan live");
  }

  @Test
  void startsTheScansOfASourceThatACrashedWorkerTook() {
    assertThat(worker.take(taken("shop.other"))).isEmpty();
    assertThat(started).containsExactly("begin paths", "scan shop.other");

    assertThat(worker.take(taken("shop.other"))).isEmpty();
    assertThat(started).hasSize(2);
  }

  @Test
  void hasPathsBeginOnceAndAgainWhereTheyAreOthers() {
    OfferedPath path =
        new OfferedPath(
            "shop/release",
            "2026-11-01T00:00:00Z",
            ObjectPaths.read(
                    "shop.release", ObjectPathsTest.spec("dev", "prod", List.of("shop/**")))
                .path(),
            null,
            Map.of());
    Taken taken =
        new Taken("cluster a", List.of(), List.of(), List.of(), List.of(), List.of(path), Set.of());

    assertThat(worker.take(taken)).isEmpty();
    assertThat(worker.take(taken)).isEmpty();
    assertThat(started).containsExactly("begin paths");

    assertThat(worker.take(taken())).isEmpty();
    assertThat(started).hasSize(2);
  }

  @Test
  void hasWhatWaitsLookAgainThoughNoObjectSaysAPathAnyMore() {
    assertThat(worker.take(taken())).isEmpty();
    assertThat(started).containsExactly("begin paths");
  }

  @Test
  void startsNothingOfWhatIsRefused() {
    answer = new ObjectRegistration.Answer.Refused("another worker started later");

    assertThat(worker.take(taken("shop.other"))).isEqualTo("another worker started later");
    assertThat(started).isEmpty();
  }

  @Test
  void letsObjectsHaveNoNameOfASourceThatConfigurationLost() {
    assertThat(worker.surroundings().otherSources()).containsExactly("lost");
    assertThat(worker.surroundings().paths().otherNames()).containsExactly("lost-path");
  }

  private static Taken taken(String... sources) {
    return new Taken(
        "cluster a",
        List.of(),
        List.of(),
        List.of(),
        List.of(sources).stream()
            .map(name ->
                new ObservedSource(
                    name.replace('.', '/'),
                    "shop",
                    name,
                    List.of(),
                    Duration.ofMinutes(5),
                    new UsageSourceSpec(null, null, null, null)))
            .toList(),
        List.of(),
        Set.of());
  }

  private static Registration.Changes changes(List<String> sources) {
    return new Registration.Changes("here", List.of(), sources, List.of());
  }

  private final class FakeRegistration implements ObjectRegistration {
    @Override
    public Answer take(
        ObjectSettings objects, String cluster, LedgerSettings settings, Instant now) {
      return answer;
    }

    @Override
    public Optional<ObjectSource> source(String name) {
      return Optional.empty();
    }

    @Override
    public Map<String, String> scans() {
      return Map.of();
    }

    @Override
    public List<String> sources() {
      return List.of();
    }

    @Override
    public List<String> otherSources() {
      return List.of("lost");
    }

    @Override
    public List<String> otherPaths() {
      return List.of("lost-path");
    }
  }

  private final class FakeLoops implements Loops {
    @Override
    public void scan(String source) {
      started.add("scan " + source);
    }

    @Override
    public void sweep(String stage) {
      started.add("sweep " + stage);
    }

    @Override
    public void promote(String path) {
      started.add("promote " + path);
    }

    @Override
    public void scanNow(String source) {
      started.add("scan now " + source);
    }

    @Override
    public void sweepNow(String stage) {
      started.add("sweep now " + stage);
    }
  }
}
