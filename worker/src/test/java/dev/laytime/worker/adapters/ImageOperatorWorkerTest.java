package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.crd.imageoperator.HistoryEntry;
import dev.laytime.activities.crd.imageoperator.ImageCounts;
import dev.laytime.activities.crd.imageoperator.ImageOperatorAdapter.Ground;
import dev.laytime.activities.crd.imageoperator.LoginHosts;
import dev.laytime.activities.crd.imageoperator.MirrorState;
import dev.laytime.activities.registry.client.HostLogins;
import dev.laytime.activity.PollCount;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.Presence;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.Times;
import dev.laytime.worker.ledger.AdapterGround;
import dev.laytime.worker.ledger.AdapterSettings;
import dev.laytime.worker.ledger.LedgerSettings;
import dev.laytime.worker.ledger.MirrorTargets;
import dev.laytime.worker.ledger.Registration;
import dev.laytime.worker.ledger.RememberedHosts;
import dev.laytime.worker.ledger.TagMirrors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageOperatorWorkerTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final AdapterSettings SETTINGS = new AdapterSettings("image-operator", "x");
  private static final RepositoryPrefix CONFIGURED = RepositoryPrefix.parse("reg.test/own");
  private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));

  private final List<String> woken = new ArrayList<>();
  private List<FoundMirror> mirrors = List.of();
  private boolean taken = true;

  @Test
  void judgesObjectsByWhatTheLedgerHas() {
    mirrors = List.of(found(Times.ALWAYS));

    assertThat(worker().ground(LoginHosts.NONE))
        .contains(new Ground(LoginHosts.NONE, List.of(CONFIGURED), Set.copyOf(mirrors), ""));
  }

  @Test
  void hasPollsScheduledForWhatItTook() {
    FoundMirror mirror = found(Times.ALWAYS);

    worker().mirror(List.of(mirror));
    assertThat(mirrors).containsExactly(mirror);
    assertThat(woken).hasSize(1);

    taken = false;
    worker().mirror(List.of());
    assertThat(woken).as("another worker's settings count").hasSize(1);
  }

  @Test
  void saysHowMirrorsStandWithTheLatestCopyLast() {
    mirrors = List.of(found(Times.ALWAYS));

    assertThat(worker().states(Set.of("image-operator/shop/a", "image-operator/shop/b")))
        .isEqualTo(
            Map.of(
                "image-operator/shop/a",
                new MirrorState(
                    new ImageCounts(8, 3, 1, 2, 2),
                    List.of(entry("1", 0), entry("2", 60)),
                    List.of("reg.test/app:9: denied"),
                    NOW,
                    "it broke off",
                    NOW.plusSeconds(5),
                    false)));
  }

  @Test
  void tellsAllTagsOfAMirrorThatBringsEachOnce() {
    mirrors = List.of(found(Times.EACH_ONCE));

    assertThat(worker().states(Set.of("image-operator/shop/a")).values())
        .singleElement()
        .satisfies(state -> assertThat(state.copies()).hasSize(3));
  }

  private static HistoryEntry entry(String tag, int seconds) {
    return new HistoryEntry(
        NOW.plusSeconds(seconds), "quay.io/app:" + tag, "reg.test/app:" + tag, DIGEST.value());
  }

  private static MirrorTargets.Copied brought(String tag, int seconds) {
    return new MirrorTargets.Copied(
        Reference.parse("quay.io/app:" + tag),
        Reference.parse("reg.test/app:" + tag),
        DIGEST,
        NOW.plusSeconds(seconds));
  }

  private static FoundMirror found(Times times) {
    return FoundMirror.of("a", mirror("image-operator/shop/a", times));
  }

  private static TagMirror mirror(String name, Times times) {
    Copying plain = Copying.PLAIN;
    return new TagMirror(
        name,
        RepositoryPrefix.parse("quay.io/app"),
        RepositoryPrefix.parse("reg.test/app"),
        List.of(),
        Selection.of(new Tag("1")),
        new Copying(
            null,
            plain.overwrite(),
            null,
            times,
            List.of(),
            true,
            plain.coolOff(),
            plain.referrersEvery(),
            plain.auditEvery(),
            false,
            ""),
        new PollInterval(Duration.ofMinutes(5)));
  }

  private ImageOperatorWorker worker() {
    RememberedHosts memory =
        new RememberedHosts() {
          @Override
          public Optional<Hosts> find(String adapter) {
            return Optional.empty();
          }

          @Override
          public Hosts remember(String adapter, Hosts hosts) {
            return hosts;
          }
        };
    return new ImageOperatorWorker(
        new LoginHostKeeper(
            LoginHosts.NONE,
            memory,
            new HostLogins(null, null),
            new LoginHostKeeper.Insecure(false, false)),
        registration(),
        tagMirrors(),
        targets(),
        _ -> Lending.NOTHING,
        _ -> Presence.UNKNOWN,
        SETTINGS,
        () -> woken.add("woken"),
        new SeenMarks(),
        new ImageOperatorMetrics(new SimpleMeterRegistry(), NOW));
  }

  private TagMirrors tagMirrors() {
    return new TagMirrors() {
      @Override
      public void configure(List<TagMirror> all) {
        throw new UnsupportedOperationException();
      }

      @Override
      public boolean replace(AdapterSettings adapter, List<FoundMirror> all) {
        if (taken) {
          mirrors = all;
        }
        return taken;
      }

      @Override
      public List<Known> found(String adapter) {
        return adapter.equals("image-operator")
            ? mirrors.stream()
                .map(found ->
                    new Known(Objects.requireNonNull(found.mirror()), found.object(), false))
                .toList()
            : List.of();
      }

      @Override
      public Optional<TagMirror> find(String name) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<TagMirror> wanted() {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static MirrorTargets targets() {
    return new MirrorTargets() {
      @Override
      public Standing of(String mirror) {
        return new Standing(
            new Count(3, 1, 2, 2, 0, 0),
            List.of(brought("2", 60), brought("1", 0)),
            List.of(new Failing(Reference.parse("reg.test/app:9"), "denied", 4, NOW)),
            NOW,
            NOW.plusSeconds(1),
            "it broke off",
            NOW.plusSeconds(5),
            false,
            PollCount.NONE);
      }

      @Override
      public List<Copied> copied(String mirror, int limit) {
        return List.of(brought("3", 90), brought("2", 60), brought("1", 0));
      }
    };
  }

  private static Registration registration() {
    return new Registration() {
      @Override
      public Changes register(LedgerSettings settings, Instant now) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Optional<AdapterGround> ground(AdapterSettings adapter) {
        return Optional.of(new AdapterGround(List.of(), List.of(CONFIGURED), List.of()));
      }

      @Override
      public Optional<List<Reference>> mirror(
          AdapterSettings adapter, List<MirrorRule> rules, Instant now) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<Reference> unfinishedLives(
          boolean quarantined, @Nullable Reference after, int limit) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
