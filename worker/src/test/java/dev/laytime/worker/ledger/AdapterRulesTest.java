package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Origin;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.OrderLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdapterRulesTest extends LedgerTest {

  private static final AdapterSettings QEBBEQ = new AdapterSettings("qebbeq", "reg:5000");
  private static final MirrorRule QUAY = found("reg:5000/demo/hub", "quay.io/org");
  private static final Reference APP_OF_QUAY = Reference.parse("quay.io/org/app:1");
  private static final Origin FROM_QUAY = new Origin.Mirror(APP_OF_QUAY);
  private static final Origin FROM_HUB =
      new Origin.Mirror(Reference.parse("docker.io/library/app:1"));

  @Test
  void countBesideThoseOfConfiguration() {
    register(List.of());
    activities.remember(life(APP, 1, new LifeState.Present(), DIGEST));

    assertThat(mirror(List.of(QUAY))).containsExactly(APP);
    assertThat(telling.owed(10)).extracting(Telling.Look::image).containsExactly(APP);
    assertThat(activities.policy(APP).origin()).isEqualTo(FROM_QUAY);
  }

  @Test
  void haveTheLimitsOfTheirAdapter() {
    OrderLimits limits = new OrderLimits(List.of("team/*", "other"), List.of("team-a"));
    AdapterSettings limited = new AdapterSettings("qebbeq", "reg:5000 limited", limits);
    LedgerSettings settings =
        new LedgerSettings(List.of(stage().settings()), List.of(), List.of(), List.of(limited));
    ledger.registration().register(settings, clock.instant());

    ledger.registration().mirror(limited, List.of(QUAY.limitedTo(limits)), clock.instant());
    assertThat(ledger.registration().ground(limited).orElseThrow().rules())
        .containsExactly(QUAY.limitedTo(limits));
  }

  @Test
  void areKeptWhereTheWorkerStartsAgain() {
    register(List.of());
    mirror(List.of(QUAY));

    assertThat(register(List.of()).look()).isEmpty();
    assertThat(activities.policy(APP).origin()).isEqualTo(FROM_QUAY);
  }

  @Test
  void becomePastRulesWithTheirObjectsAndWithTheirAdapter() {
    register(List.of());
    mirror(List.of(QUAY));

    mirror(List.of());
    assertThat(activities.policy(APP).origin()).isEqualTo(new Origin.External());
    assertThat(database.rows("rules")).singleElement().asString().contains("present=false");

    mirror(List.of(QUAY));
    withoutAdapter();
    assertThat(activities.policy(APP).origin()).isEqualTo(new Origin.External());
  }

  @Test
  void giveWayToConfiguration() {
    register(List.of(HUB));

    assertThat(mirror(List.of(QUAY))).isEmpty();
    assertThat(activities.policy(APP).origin()).isEqualTo(FROM_HUB);
  }

  @Test
  void takeNothingByALongerPrefixOfWhatConfigurationHas() {
    MirrorRule all = rule("reg:5000/demo", "docker.io");
    register(List.of(all));

    assertThat(mirror(List.of(QUAY))).isEmpty();
    assertThat(activities.policy(APP).origin())
        .isEqualTo(new Origin.Mirror(Reference.parse("docker.io/hub/app:1")));
    register(List.of());
    assertThat(activities.policy(APP).origin()).isEqualTo(FROM_QUAY);
  }

  @Test
  void leaveWhatAnotherWorkerHasConfiguredSince() {
    register(List.of());
    mirror(List.of(QUAY));
    MirrorRule other = rule("reg:5000/demo/other", "ghcr.io");
    register(List.of(other));

    mirror(List.of());
    assertThat(ledger.registration().ground(QEBBEQ).orElseThrow())
        .isEqualTo(new AdapterGround(List.of(PREFIX), List.of(other.target()), List.of()));
    assertThat(activities.policy(Reference.parse("reg:5000/demo/other/app:1")).origin())
        .isEqualTo(new Origin.Mirror(Reference.parse("ghcr.io/app:1")));
  }

  @Test
  void areNotBroughtBackByAWorkerWhoseAdapterIsConfiguredNoMore() {
    register(List.of());
    mirror(List.of(QUAY));
    withoutAdapter();

    assertThat(ledger.registration().ground(QEBBEQ)).isEmpty();
    assertThat(ledger.registration().mirror(QEBBEQ, List.of(QUAY), clock.instant())).isEmpty();
    assertThat(activities.policy(APP).origin()).isEqualTo(new Origin.External());
  }

  @Test
  void areOnlyThoseOfTheSettingsThatWereRegisteredLast() {
    register(List.of());
    AdapterSettings others = new AdapterSettings("qebbeq", "reg:5001");

    assertThat(ledger.registration().ground(others)).isEmpty();
    assertThat(ledger.registration().mirror(others, List.of(QUAY), clock.instant())).isEmpty();
    assertThat(activities.policy(APP).origin()).isEqualTo(new Origin.External());
  }

  // Who may write an object in a cluster says where images come from, not which may leave.

  @Test
  void letNothingLeaveThatTheyDidNotBring() {
    register(List.of());
    activities.remember(life(APP, 1, unused(), DIGEST));
    assertThat(activities.policy(APP).objection()).contains("somebody else pushes it");

    mirror(List.of(found("reg:5000/demo", "docker.io"), QUAY));
    assertThat(activities.policy(APP).objection()).contains("somebody else pushes it");
    assertThat(evidence(APP, DIGEST, START, START).inquiry().toString())
        .contains("somebody else pushes it");
  }

  @Test
  void letLeaveWhatTheyBrought() {
    register(List.of());
    mirror(List.of(QUAY));
    brought(APP, DIGEST, APP_OF_QUAY);

    assertThat(activities.policy(APP).objection()).isNull();
    assertThat(activities.policy(APP.repository().pinned(DIGEST)).objection())
        .as("what its tag was before")
        .isNull();
  }

  @Test
  void letNothingLeaveThatWasPushedOverWhatTheyBrought() {
    register(List.of());
    mirror(List.of(QUAY));
    brought(APP, DIGEST, APP_OF_QUAY);
    activities.remember(life(APP, 2, unused(), digest(2), START, APP_OF_QUAY, List.of()));

    assertThat(activities.policy(APP).objection()).contains("somebody else pushes it");
  }

  @Test
  void letNothingLeaveThatCameFromElsewhereOrUnderAnotherName() {
    register(List.of());
    mirror(List.of(QUAY));
    brought(APP, DIGEST, Reference.parse("quay.io/others/app:1"));
    Reference other = Reference.parse("reg:5000/demo/hub/app:2");
    brought(Reference.parse("reg:5000/demo/hub/app:3"), DIGEST, APP_OF_QUAY);
    activities.remember(life(other, 1, unused(), DIGEST));

    assertThat(activities.policy(APP).objection()).contains("somebody else pushes it");
    assertThat(activities.policy(other).objection()).contains("somebody else pushes it");
  }

  @Test
  void areThoseOfAPersonOnceConfigurationHasThem() {
    register(List.of());
    mirror(List.of(QUAY));
    activities.remember(life(APP, 1, unused(), DIGEST));
    register(List.of(rule(QUAY.target().toString(), QUAY.source().toString())));
    assertThat(activities.policy(APP).objection()).isNull();

    register(List.of());
    assertThat(activities.policy(APP).objection()).contains("somebody else pushes it");
  }

  private void brought(Reference image, Digest digest, @Nullable Reference source) {
    activities.remember(
        life(
            image,
            1,
            unused(),
            digest,
            START,
            source,
            List.of(new Event(1, 1, START, "PRESENT", "copied: " + digest))));
  }

  private List<Reference> mirror(List<MirrorRule> rules) {
    return ledger.registration().mirror(QEBBEQ, rules, clock.instant()).orElseThrow();
  }

  private Registration.Changes register(List<MirrorRule> rules) {
    Registration.Changes changes =
        ledger
            .registration()
            .register(
                new LedgerSettings(List.of(stage().settings()), List.of(), rules, List.of(QEBBEQ)),
                clock.instant());
    owned();
    return changes;
  }

  private void withoutAdapter() {
    Registration.Changes _ = configure(List.of(stage()), List.of());
  }

  private static MirrorRule found(String target, String source) {
    MirrorRule rule = rule(target, source);
    return MirrorRule.found(rule.target(), rule.source());
  }
}
