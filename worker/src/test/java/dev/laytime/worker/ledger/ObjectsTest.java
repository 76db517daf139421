package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.laytime.activity.PinRequest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.ObjectSettings.Held;
import dev.laytime.worker.ledger.ObjectSettings.ObjectPin;
import dev.laytime.worker.ledger.ObjectSettings.ObjectRetention;
import dev.laytime.worker.ledger.ObjectSettings.ObjectStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Laytime's own objects, as they keep images and make stages. */
class ObjectsTest extends LedgerTest {

  private static final Held NONE = Held.NONE;
  private static final Instant DEADLINE = START.plus(GRACE);
  private static final Instant NOW = DEADLINE.plusSeconds(10);
  private static final ObjectPin PIN = new ObjectPin("shop/keep", APP, null, "audit");

  private final LedgerSettings settings = settings(true, false);

  @Test
  void keepAnImageForAsLongAsItsPinIsThere() {
    leaving();
    take(List.of(PIN));

    assertThat(reasons()).containsExactly("pinned by Pin shop/keep: audit");
    assertThat(telling.owed(10)).extracting(Telling.Look::image).containsExactly(APP);
    assertThat(listedAsPinned()).isTrue();

    take(List.of());
    assertThat(listedAsPinned()).isFalse();
    assertThat(inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void keepAnImageInSpiteOfAPersonWhoUnpinsIt() {
    leaving();
    take(List.of(PIN));
    activities.pin(new PinRequest(APP, null, "ann", NOW));

    assertThat(reasons()).containsExactly("pinned by Pin shop/keep: audit");
  }

  @Test
  void keepAnImageUntilTheInstantThatAPinNames() {
    leaving();
    take(List.of(new ObjectPin("shop/keep", APP, NOW, "audit")));
    assertThat(reasons()).hasSize(1);

    take(List.of(new ObjectPin("shop/keep", APP, NOW.minusSeconds(1), "audit")));
    assertThat(inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void keepEveryTagOfAPinnedDigestAndItsContent() {
    leaving();
    take(List.of(new ObjectPin("shop/keep", APP.repository().pinned(DIGEST), null, "audit")));

    assertThat(reasons()).hasSize(1);
    assertThat(listedAsPinned()).isTrue();
    assertThat(removals.roots(APP.repository(), Set.of("image/" + APP))).contains(DIGEST);
  }

  @Test
  void keepNothingOfAnotherRepository() {
    leaving();
    take(
        List.of(
            new ObjectPin("shop/keep", Reference.parse("reg:5000/demo/hub/other:1"), null, "x")));

    assertThat(inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void keepWhatARuleOfAPolicyKeepsBelowItsPrefixAlone() {
    leaving();
    take(policy("reg:5000/demo/hub"));
    assertThat(reasons())
        .singleElement()
        .asString()
        .startsWith("RetentionPolicy shop/young: younger than");

    take(policy("reg:5000/demo/other"));
    assertThat(inquiry()).isInstanceOf(Inquiry.Proven.class);

    take(policy(null));
    assertThat(reasons()).hasSize(1);
  }

  @Test
  void stayWhereTheWorkerStartsAgainAndEndWhereTheyAreSwitchedOff() {
    leaving();
    take(List.of(PIN));

    assertThat(register(settings).look()).isEmpty();
    assertThat(reasons()).hasSize(1);

    register(settings(false, false));
    assertThat(inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void stayAsTheyWereWhereNobodyKnowsWhatTheySay() {
    leaving();
    take(List.of(PIN));

    take(
        new ObjectSettings(
            List.of(),
            List.of(),
            List.of(),
            new Held(Set.of(), Set.of(), Set.of("shop/keep"), Set.of())));
    assertThat(reasons()).hasSize(1);
  }

  @Test
  void letNothingLeaveAStageOfWhichNobodyKnowsWhatItSays() {
    register(settings);
    ObjectStage test = stageObject("test", "test:5000");
    take(stages(test));
    assertThat(activities.policy(Reference.parse("test:5000/app:1")).holds()).isTrue();

    ObjectSettings held =
        new ObjectSettings(
            List.of(),
            List.of(),
            List.of(),
            new Held(Set.of("test"), Set.of(), Set.of(), Set.of()));
    take(held);
    assertThat(activities.policy(Reference.parse("test:5000/app:1")).stage()).isEqualTo("test");
    assertThat(activities.policy(Reference.parse("test:5000/app:1")).holds()).isFalse();

    take(stages(test));
    assertThat(activities.policy(Reference.parse("test:5000/app:1")).holds()).isTrue();
  }

  @Test
  void changeNothingWhereTheySayTheSame() {
    leaving();
    take(List.of(PIN));
    telling.owed(10).forEach(telling::paid);

    assertThat(take(List.of(PIN)).look()).isEmpty();
    assertThat(telling.owed(10)).isEmpty();
  }

  @Test
  void makeStagesBesideThoseOfConfiguration() {
    register(settings);
    ObjectStage test = stageObject("test", "test:5000");

    assertThat(take(stages(test)).stages()).containsExactly("demo", "test");
    assertThat(register(settings).stages()).containsExactly("demo", "test");
    assertThat(activities.policy(Reference.parse("test:5000/app:1")).stage()).isEqualTo("test");

    assertThat(take(stages()).stages()).containsExactly("demo");
    assertThat(activities.policy(Reference.parse("test:5000/app:1")).stage()).isNull();
    assertThat(activities.policy(APP).stage()).isEqualTo("demo");
  }

  @Test
  void giveWayToAStageThatConfigurationGetsLater() {
    register(settings);
    take(stages(stageObject("test", "test:5000")));

    LedgerSettings more =
        new LedgerSettings(
            List.of(stage().settings(), stage().name("own", "test:5000").settings()),
            List.of(),
            List.of(),
            List.of(),
            new OwnKindSettings(true, false));
    assertThat(register(more).stages()).containsExactly("demo", "own");
  }

  @Test
  void areTakenByNoWorkerOfAnotherConfigurationThanTheLastOne() {
    register(settings);
    register(settings(true, true));
    var other =
        new ObjectRegistration.Answer.Refused(
            "another worker that shares the ledger started later with other settings");
    assertThat(answer(stages(stageObject("test", "test:5000")), settings)).isEqualTo(other);
    assertThat(activities.policy(Reference.parse("test:5000/app:1")).stage()).isNull();

    LedgerSettings tenants =
        new LedgerSettings(
            settings.stages(),
            settings.sources(),
            settings.rules(),
            settings.adapters(),
            new OwnKindSettings(true, false, "", Map.of("shop", "more")));
    register(tenants);
    assertThat(answer(stages(), settings)).isEqualTo(other);
    assertThat(answer(stages(), tenants)).isInstanceOf(ObjectRegistration.Answer.Taken.class);
  }

  @Test
  void stayWhereAnotherClusterIsReadUntilTheyWereSwitchedOff() {
    register(settings);
    take(stages(stageObject("test", "test:5000")));

    assertThat(takeElsewhere())
        .isInstanceOfSatisfying(
            ObjectRegistration.Answer.Refused.class,
            refused -> assertThat(refused.why()).contains("cluster b", "cluster a"));
    assertThat(activities.policy(Reference.parse("test:5000/app:1")).stage()).isEqualTo("test");

    register(settings(false, false));
    register(settings);
    assertThat(takeElsewhere()).isInstanceOf(ObjectRegistration.Answer.Taken.class);
  }

  private ObjectRegistration.Answer takeElsewhere() {
    return ledger.objectRegistration().take(stages(), "cluster b", settings, clock.instant());
  }

  @Test
  void writeNothingInADryRunWhateverWasTakenBefore() {
    register(settings);
    take(stages(stageObject("test", "test:5000")));
    assertThat(activities.policy(Reference.parse("test:5000/app:1")).holds()).isTrue();

    register(settings(true, true));
    assertThat(activities.policy(Reference.parse("test:5000/app:1")).holds()).isFalse();
  }

  @Test
  void knowAnAliasOfAStageForAsLongAsTheStageIsThere() {
    register(settings);
    take(
        stages(
            new ObjectStage(
                stage().name("test", "test:5000").settings(),
                List.of(RepositoryPrefix.parse("inside:5000")))));
    assertThat(aliases()).singleElement().asString().contains("present=true");

    take(stages());
    assertThat(aliases()).singleElement().asString().contains("present=false");
  }

  private List<String> aliases() {
    return database.rows("rules").stream().filter(row -> row.contains("alias=true")).toList();
  }

  /** An image that leaves unless something keeps it. */
  private void leaving() {
    register(settings);
    owned();
    unused(APP, DIGEST);
    trusted(DEADLINE.plusSeconds(1), OTHER);
  }

  private boolean listedAsPinned() {
    return views.images(null, null, null, null, 10).images().getFirst().pinned();
  }

  private Inquiry inquiry() {
    return evidence(APP, DIGEST, RemovalKind.QUARANTINE, DEADLINE, NOW).inquiry();
  }

  private List<String> reasons() {
    return inquiry() instanceof Inquiry.Later(_, var reasons, _) ? reasons : List.of();
  }

  private Registration.Changes take(List<ObjectPin> pins) {
    return take(new ObjectSettings(List.of(), List.of(), pins, NONE));
  }

  private Registration.Changes take(ObjectSettings objects) {
    return answer(objects, settings) instanceof ObjectRegistration.Answer.Taken(var changes)
        ? changes
        : fail("They are refused");
  }

  private ObjectRegistration.Answer answer(ObjectSettings objects, LedgerSettings by) {
    return ledger.objectRegistration().take(objects, "cluster a", by, clock.instant());
  }

  private Registration.Changes register(LedgerSettings now) {
    return ledger.registration().register(now, clock.instant());
  }

  private static ObjectSettings policy(@Nullable String prefix) {
    return new ObjectSettings(
        List.of(),
        List.of(
            new ObjectRetention(
                "shop/young",
                prefix == null ? List.of() : List.of(RepositoryPrefix.parse(prefix)),
                List.of(
                    new RetentionRule(
                        List.of("**"), List.of(), null, Duration.ofDays(365), null)))),
        List.of(),
        NONE);
  }

  private static ObjectSettings stages(ObjectStage... stages) {
    return new ObjectSettings(List.of(stages), List.of(), List.of(), NONE);
  }

  private static ObjectStage stageObject(String name, String prefix) {
    return new ObjectStage(stage().name(name, prefix).settings(), List.of());
  }

  private static LedgerSettings settings(boolean counted, boolean dryRun) {
    return new LedgerSettings(
        List.of(stage().settings()),
        List.of(new SourceSettings("git", "directory", SCAN)),
        List.of(HUB),
        List.of(),
        new OwnKindSettings(counted, dryRun));
  }
}
