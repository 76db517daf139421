package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.crd.qebbeq.KnownLife;
import dev.laytime.activities.crd.qebbeq.ObjectReference;
import dev.laytime.activities.crd.qebbeq.QebbeqAdapter;
import dev.laytime.activities.usage.cluster.PodImages;
import dev.laytime.image.Reference;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.AdapterGround;
import dev.laytime.worker.ledger.AdapterSettings;
import dev.laytime.worker.ledger.LedgerSettings;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.ledger.Standings;
import dev.laytime.worker.ledger.Standings.Standing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QebbeqWorkerTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final String APP = "reg.example.org/team/app";
  private static final AdapterSettings SETTINGS = new AdapterSettings("qebbeq", "reg.example.org");
  private static final RepositoryPrefix STAGE = RepositoryPrefix.parse("reg.example.org");
  private static final MirrorRule QUAY = rule("reg.example.org/ext", "quay.io");
  private static final MirrorRule HUB = rule("reg.example.org/hub", "docker.io");

  private final List<List<MirrorRule>> mirrored = new ArrayList<>();
  private final List<String> woken = new ArrayList<>();
  private final Map<Reference, Instant> promised = new HashMap<>();
  private final Standings standings = new FakeStandings();

  private final class FakeStandings implements Standings {
    @Override
    public Map<Reference, Standing> of(List<Reference> images) {
      return Map.of(
          Reference.parse(APP + ":latest"),
          new Standing("prod", true, null, true, NOW, NOW),
          Reference.parse("reg.example.org/no/stage:1"),
          new Standing(null, false, null, false, null, null));
    }

    @Override
    public void promise(Map<Reference, Instant> until, Instant now) {
      promised.putAll(until);
    }
  }

  @Test
  void promisesTheLatestOfWhatIsSaidOfAnyOfItsSpellings() {
    worker(Map.of()).promise(Map.of(APP, NOW, APP + ":latest", NOW.plusSeconds(1)));

    assertThat(promised)
        .containsExactly(Map.entry(Reference.parse(APP + ":latest"), NOW.plusSeconds(1)));
  }

  @Test
  void tellsThePodsOfEachSpelling() {
    Map<String, Set<PodImages.Pod>> named =
        Map.of(APP, Set.of(new PodImages.Pod("shop", "b"), new PodImages.Pod("shop", "a")));

    assertThat(worker(named).named())
        .contains(
            Map.of(
                APP, Set.of(ObjectReference.pod("shop", "a"), ObjectReference.pod("shop", "b"))));
    assertThat(worker(null).named()).isEmpty();
  }

  @Test
  void knowsALifeByWhateverSpelling() {
    Function<String, KnownLife> lives =
        worker(Map.of())
            .lives(List.of(APP, APP + ":latest", "reg.example.org/no/stage:1", "A:B:C"));

    assertThat(lives.apply(APP)).isEqualTo(new KnownLife(null, null, true, true, NOW, NOW));
    assertThat(lives.apply(APP + ":latest")).isEqualTo(lives.apply(APP));
    assertThat(lives.apply("reg.example.org/no/stage:1").objection())
        .isEqualTo("no stage of the worker has reg.example.org/no/stage:1");
    assertThat(lives.apply("A:B:C").objection()).contains("Invalid tag");
  }

  @Test
  void takesRulesIntoTheLedgerAndWakesLives() {
    worker(Map.of()).mirror(List.of(QUAY));

    assertThat(mirrored).containsExactly(List.of(QUAY));
    assertThat(woken).hasSize(1);
  }

  @Test
  void judgesMirrorsByWhatTheLedgerHas() {
    assertThat(worker(Map.of()).ground())
        .contains(new QebbeqAdapter.Ground(List.of(STAGE), List.of(HUB.target()), Set.of(QUAY)));
  }

  private QebbeqWorker worker(@Nullable Map<String, Set<PodImages.Pod>> named) {
    return new QebbeqWorker(
        () -> Optional.ofNullable(named),
        standings,
        registration(),
        Map::of,
        _ -> Lending.NOTHING,
        SETTINGS,
        () -> woken.add("woken"),
        new QebbeqMetrics(new SimpleMeterRegistry()),
        () -> NOW);
  }

  private Registration registration() {
    return new Registration() {
      @Override
      public Changes register(LedgerSettings settings, Instant now) {
        throw new IllegalStateException("Nobody registers here");
      }

      @Override
      public Optional<AdapterGround> ground(AdapterSettings adapter) {
        assertThat(adapter).isEqualTo(SETTINGS);
        return Optional.of(new AdapterGround(List.of(STAGE), List.of(HUB.target()), List.of(QUAY)));
      }

      @Override
      public Optional<List<Reference>> mirror(
          AdapterSettings adapter, List<MirrorRule> rules, Instant now) {
        assertThat(adapter).isEqualTo(SETTINGS);
        mirrored.add(rules);
        return Optional.of(List.of());
      }

      @Override
      public List<Reference> unfinishedLives(
          boolean quarantined, @Nullable Reference after, int limit) {
        return List.of();
      }
    };
  }

  private static MirrorRule rule(String target, String source) {
    return MirrorRule.found(RepositoryPrefix.parse(target), RepositoryPrefix.parse(source));
  }
}
