package dev.laytime.activities.crd.qebbeq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.crd.qebbeq.Change.AddFinalizer;
import dev.laytime.activities.crd.qebbeq.Change.Create;
import dev.laytime.activities.crd.qebbeq.Change.Delete;
import dev.laytime.activities.crd.qebbeq.Change.RemoveFinalizer;
import dev.laytime.activities.crd.qebbeq.Change.WriteStatus;
import dev.laytime.image.Digest;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Why;
import dev.laytime.lifecycle.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImagePlanTest {

  private static final QebbeqSettings SETTINGS =
      new QebbeqSettings("reg.example.org", "control", List.of());
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant BEFORE = NOW.minusSeconds(60);
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final String APP = "reg.example.org/team/app:1";
  private static final ObjectKey KEY = new ObjectKey("control", ImageName.of(APP));
  private static final ObjectReference WEB = ObjectReference.pod("shop", "web");
  private static final Map<String, Set<ObjectReference>> NAMED = Map.of(APP, Set.of(WEB));
  private static final List<String> FINALIZERS = List.of(ImageObject.FINALIZER);
  private static final ImageObject.Version VERSION = new ImageObject.Version("uid-1", "1");
  private static final String MIRROR = "quay.io/app:1";

  @Test
  void makesAnObjectForWhatAPodNamesInTheRegistry() {
    assertThat(
            changes(
                List.of(),
                Map.of(
                    APP,
                    Set.of(WEB),
                    "docker.io/library/jq:1",
                    Set.of(WEB),
                    "reg.example.org:443/team/app:1",
                    Set.of(WEB)),
                life("PRESENT")))
        .containsExactly(new Create(KEY, APP));
  }

  @Test
  void makesItAgainWhenAPodStillNamesIt() {
    ImageObject elsewhere = object(new ObjectKey("team", "mine"), ImageStatus.NONE);

    assertThat(changes(List.of(elsewhere), NAMED, life("PRESENT"))).contains(new Create(KEY, APP));
  }

  @Test
  void saysOfAnImageInUseThatItIsReady() {
    ImageStatus status = written(object(KEY, ImageStatus.NONE), NAMED, life("PRESENT"));

    assertThat(status)
        .isEqualTo(
            new ImageStatus(
                List.of(WEB),
                null,
                null,
                List.of(
                    new Condition("Ready", "True", "Present", null, NOW),
                    new Condition("ImagePullBackOff", "False", null, null, NOW)),
                "Ready"));
  }

  @Test
  void writesNothingWhereNothingChanged() {
    ImageStatus status = written(object(KEY, ImageStatus.NONE), NAMED, life("PRESENT"));

    assertThat(changes(List.of(object(KEY, status)), NAMED, life("PRESENT"))).isEmpty();
  }

  @Test
  void movesTheTimeOfAConditionOnlyWithItsStatus() {
    ImageStatus before =
        new ImageStatus(
            List.of(WEB),
            null,
            BEFORE,
            List.of(
                new Condition("Ready", "True", "Pulled", "long ago", BEFORE),
                new Condition("ImagePullBackOff", "True", "PullError", "why", BEFORE)),
            "Ready");

    ImageStatus status = written(object(KEY, before), NAMED, life("PRESENT"));

    assertThat(status.conditions())
        .containsExactly(
            new Condition("Ready", "True", "Present", null, BEFORE),
            new Condition("ImagePullBackOff", "False", null, null, NOW));
    assertThat(status.lastPulledAt()).as("as Qebbeq wrote it").isEqualTo(BEFORE);
  }

  @Test
  void saysWhatKeepsACopyFromComing() {
    KnownLife failing = life("FAILING", MIRROR, LATER, 3, false);

    ImageStatus status = written(object(KEY, ImageStatus.NONE), NAMED, failing);

    assertThat(status.phase()).isEqualTo("ImagePullBackOff");
    assertThat(status.conditions())
        .allSatisfy(condition -> {
          assertThat(condition.reason()).isEqualTo("PullError");
          assertThat(condition.message())
              .isEqualTo("a reason; tried 3 times, again at 2026-11-01T13:00:00Z");
        })
        .extracting(Condition::status)
        .containsExactly("False", "True");
  }

  @Test
  void saysThatNoMirrorHasAnImageThatIsMissing() {
    ImageStatus status =
        written(object(KEY, ImageStatus.NONE), NAMED, life("WANTED", null, null, 0, false));

    assertThat(status.phase()).isEqualTo("ImagePullBackOff");
    assertThat(status.conditions().getFirst().message())
        .isEqualTo("no ImageMirror found matching prefix for image " + APP);
  }

  @Test
  void waitsForWhatIsOnItsWay() {
    for (String state : List.of("WANTED", "ACQUIRING", "QUARANTINED", "DELETED")) {
      ImageStatus status = written(object(KEY, ImageStatus.NONE), NAMED, life(state));
      assertThat(status.phase()).as(state).isEqualTo("Reconciling");
      assertThat(status.conditions()).extracting(Condition::status).contains("Unknown", "False");
    }
  }

  @Test
  void retainsWhatNothingNamesUntilItsLifeSaysSo() {
    for (String state : List.of("UNUSED", "QUARANTINED")) {
      ImageStatus status = written(object(KEY, ImageStatus.NONE), Map.of(), life(state));
      assertThat(status.phase()).as(state).isEqualTo("Retaining");
      assertThat(status.retainUntil()).isEqualTo(LATER);
      assertThat(status.references()).isEmpty();
      assertThat(status.conditions()).extracting(Condition::type).doesNotContain("ObserveOnly");
    }
  }

  @Test
  void saysThatNothingIsDeletedWhereNobodyEnabledIt() {
    KnownLife life = new KnownLife(null, life("UNUSED").why(), false, false, null, null);

    ImageStatus status = written(object(KEY, ImageStatus.NONE), Map.of(), life);

    assertThat(status.phase()).isEqualTo("Retaining");
    assertThat(status.conditions())
        .filteredOn(condition -> condition.type().equals("ObserveOnly"))
        .singleElement()
        .satisfies(condition -> assertThat(condition.status()).isEqualTo("True"));
  }

  @Test
  void neverSaysThatSomethingLeavesEarlierThanWasSaid() {
    ImageStatus said = new ImageStatus(List.of(), LATER, BEFORE, List.of(), "Retaining");
    Instant sooner = LATER.minusSeconds(60);
    for (KnownLife life :
        List.of(
            new KnownLife(null, null, false, true, null, null),
            KnownLife.none("no stage has it"),
            life("PRESENT", MIRROR, null, 0, false),
            life("WANTED", MIRROR, sooner, 0, false),
            life("ACQUIRING", MIRROR, null, 0, false),
            life("FAILING", MIRROR, null, 1, false),
            life("UNUSED", MIRROR, sooner, 0, false),
            life("QUARANTINED", MIRROR, sooner, 0, false))) {
      assertThat(written(object(KEY, said), Map.of(), life))
          .as(life.toString())
          .satisfies(status -> {
            assertThat(status.phase())
                .isEqualTo(life.state().equals("ACQUIRING") ? "Reconciling" : "Retaining");
            assertThat(status.retainUntil()).isEqualTo(LATER);
          });
    }
    Instant latest = LATER.plusSeconds(60);
    assertThat(
            written(object(KEY, said), Map.of(), life("UNUSED", MIRROR, latest, 0, false))
                .retainUntil())
        .isEqualTo(latest);
    assertThat(written(object(KEY, ImageStatus.NONE), Map.of(), promised(LATER)).retainUntil())
        .as("although the object does not say so any more")
        .isEqualTo(LATER);
  }

  @Test
  void saysOfWhatNothingNamesThatItIsRetainedAndNotOnItsWay() {
    ImageStatus missing =
        written(object(KEY, ImageStatus.NONE), Map.of(), life("WANTED", MIRROR, LATER, 0, false));
    assertThat(missing.phase()).isEqualTo("Retaining");
    assertThat(missing.retainUntil()).isEqualTo(LATER);

    ImageStatus failing =
        written(object(KEY, ImageStatus.NONE), Map.of(), life("FAILING", MIRROR, null, 1, false));
    assertThat(failing.phase()).isEqualTo("Unreferenced");
    assertThat(failing.conditions().getFirst().status()).isEqualTo("Unknown");
  }

  @Test
  void saysOfWhatIsPinnedWhatItWouldSayOfWhatIsInUse() {
    Pin pin = new Pin(NOW, "ann", "release");

    ImageStatus there = written(object(KEY, ImageStatus.NONE), Map.of(), pinned("PRESENT", pin));
    assertThat(there.phase()).isEqualTo("Ready");
    assertThat(there.conditions().getFirst().message())
        .isEqualTo("kept although nothing names it: a reason");
    assertThat(written(object(KEY, ImageStatus.NONE), Map.of(), pinned("FAILING", pin)).phase())
        .isEqualTo("ImagePullBackOff");
    assertThat(written(object(KEY, ImageStatus.NONE), Map.of(), pinned("WANTED", pin)).phase())
        .isEqualTo("Reconciling");
    assertThat(
            written(
                    object(KEY, ImageStatus.NONE),
                    Map.of(),
                    pinned("UNUSED", new Pin(NOW.minusMillis(1), "ann", "")))
                .phase())
        .as("no longer")
        .isEqualTo("Retaining");
  }

  @Test
  void promisesWhatAnObjectSaysOfAnImageThatNoPodNames() {
    ImageStatus said = new ImageStatus(List.of(), LATER, null, List.of(), "Retaining");
    ImageStatus over = new ImageStatus(List.of(), NOW, null, List.of(), "Retaining");

    assertThat(promises(said, Map.of(), life("PRESENT", MIRROR, null, 0, false)))
        .containsExactly(Map.entry(APP, LATER));
    assertThat(promises(said, Map.of(), life("UNUSED", MIRROR, LATER.minusNanos(1000), 0, false)))
        .containsExactly(Map.entry(APP, LATER));
    assertThat(promises(said, Map.of(), life("UNUSED"))).as("its own deadline").isEmpty();
    assertThat(promises(said, Map.of(), promised(LATER))).as("known").isEmpty();
    assertThat(promises(said, NAMED, life("PRESENT", MIRROR, null, 0, false))).isEmpty();
    assertThat(promises(over, Map.of(), life("PRESENT", MIRROR, null, 0, false))).isEmpty();
    assertThat(promises(said, Map.of(), KnownLife.none("no name"))).isEmpty();
  }

  @Test
  void promisesNinetyDaysAtMostAndWritesNoMore() {
    Instant forever = Instant.parse("9999-12-31T23:59:59Z");
    Instant last = NOW.plus(Duration.ofDays(90));
    ImageStatus said = new ImageStatus(List.of(), forever, null, List.of(), "Retaining");
    KnownLife there = life("PRESENT", MIRROR, null, 0, false);

    assertThat(promises(said, Map.of(), there)).containsExactly(Map.entry(APP, last));
    assertThat(promises(said, Map.of(), promised(last.minus(Duration.ofDays(1)))))
        .as("not in every round")
        .isEmpty();
    ImageStatus written = written(object(KEY, said), Map.of(), there);
    assertThat(written.retainUntil()).isEqualTo(last);
    assertThat(
            new ImagePlan(SETTINGS, _ -> there, NOW.plusSeconds(3600), false)
                .changes(List.of(object(KEY, written)), Map.of()))
        .as("it does not grow")
        .isEmpty();
  }

  private static Map<String, Instant> promises(
      ImageStatus status, Map<String, Set<ObjectReference>> named, KnownLife life) {
    ImageObject other =
        new ImageObject(
            new ObjectKey("team", "mine"),
            new ImageSpec(APP),
            new ImageStatus(List.of(), BEFORE, null, List.of(), null),
            List.of(),
            false,
            VERSION);
    return new ImagePlan(SETTINGS, _ -> life, NOW, false)
        .promises(List.of(object(KEY, status), other), named);
  }

  private static KnownLife promised(Instant until) {
    return new KnownLife(
        null, life("PRESENT", MIRROR, null, 0, false).why(), false, true, null, until);
  }

  private static KnownLife pinned(String state, Pin pin) {
    Why why =
        new Why(
            APP,
            state,
            null,
            "prod",
            MIRROR,
            BEFORE,
            List.of("a reason"),
            LATER,
            LATER,
            List.of(),
            pin,
            1,
            List.of());
    return new KnownLife(null, why, false, true, null, null);
  }

  @Test
  void forgetsThatTimeWhenAPodNamesTheImage() {
    ImageStatus qebbeqs = new ImageStatus(List.of(), LATER, null, List.of(), "Retaining");

    assertThat(written(object(KEY, qebbeqs), NAMED, life("PRESENT")).retainUntil()).isNull();
  }

  @Test
  void saysWhoElseNamesWhatNoPodNames() {
    KnownLife used = life("PRESENT", MIRROR, null, 0, true);

    ImageStatus status = written(object(KEY, ImageStatus.NONE), Map.of(), used);

    assertThat(status.phase()).isEqualTo("Ready");
    assertThat(status.conditions().getFirst().message())
        .isEqualTo("no Pod names it so, but live: Deployment shop/web");
  }

  @Test
  void takesOnlyItsOwnObjectAwayWhenItsImageHasLeft() {
    KnownLife over = new KnownLife(null, null, true, true, null, null);
    ImageObject persons = object(new ObjectKey("control", "mine"), ImageStatus.NONE);

    assertThat(changes(List.of(object(KEY, ImageStatus.NONE)), Map.of(), over))
        .containsExactly(new Delete(object(KEY, ImageStatus.NONE)));
    assertThat(written(persons, Map.of(), over).phase()).isEqualTo("Unreferenced");
    assertThat(changes(List.of(object(KEY, ImageStatus.NONE)), NAMED, over))
        .as("named again")
        .noneMatch(Delete.class::isInstance);
  }

  @Test
  void takesItsOwnObjectAwayWhenNobodyKnowsTheImageAndItsPromiseIsPast() {
    ImageStatus past = new ImageStatus(List.of(), NOW, null, List.of(), "Retaining");
    ImageObject persons = object(new ObjectKey("control", "mine"), past);
    for (KnownLife unknown :
        List.of(
            new KnownLife(null, null, false, true, null, null),
            new KnownLife(null, null, false, true, null, NOW),
            KnownLife.none("no stage has it"))) {
      assertThat(changes(List.of(object(KEY, past)), Map.of(), unknown))
          .containsExactly(new Delete(object(KEY, past)));
      assertThat(written(persons, Map.of(), unknown))
          .satisfies(status -> {
            assertThat(status.phase()).isEqualTo("Unreferenced");
            assertThat(status.retainUntil()).isNull();
          });
      assertThat(changes(List.of(object(KEY, past)), NAMED, unknown))
          .as("named again")
          .noneMatch(Delete.class::isInstance);
    }
    KnownLife promised = new KnownLife(null, null, false, true, null, LATER);
    assertThat(changes(List.of(object(KEY, past)), Map.of(), promised))
        .noneMatch(Delete.class::isInstance);
    assertThat(
            written(object(KEY, past), Map.of(), life("PRESENT", MIRROR, null, 0, false)).phase())
        .isEqualTo("Ready");
  }

  @Test
  void letsADeletedObjectGoOnceNoPodNamesIt() {
    ImageObject deleted = object(KEY, true, true);

    assertThat(changes(List.of(deleted), Map.of(), life("UNUSED")))
        .containsExactly(new RemoveFinalizer(deleted));
    assertThat(changes(List.of(deleted), NAMED, life("PRESENT")))
        .singleElement()
        .isInstanceOfSatisfying(
            WriteStatus.class, change -> assertThat(change.status().phase()).isEqualTo("Deleting"));
  }

  @Test
  void holdsEveryObjectOfItsNamespaceThatIsNotDeleted() {
    ImageObject bare = object(KEY, false, false);
    ImageObject going = object(KEY, false, true);

    assertThat(changes(List.of(bare), NAMED, life("PRESENT"))).contains(new AddFinalizer(bare));
    assertThat(changes(List.of(going), Map.of(), life("PRESENT"))).isEmpty();
  }

  @Test
  void holdsNoObjectOfAnotherNamespace() {
    ObjectKey elsewhere = new ObjectKey("team", "mine");
    ImageObject bare = object(elsewhere, false, false);
    ImageObject qebbeqs = object(elsewhere, true, false);
    ImageObject going = object(elsewhere, true, true);

    assertThat(changes(List.of(bare), NAMED, life("PRESENT")))
        .noneMatch(AddFinalizer.class::isInstance);
    assertThat(changes(List.of(qebbeqs), NAMED, life("PRESENT")))
        .contains(new RemoveFinalizer(qebbeqs))
        .hasAtLeastOneElementOfType(WriteStatus.class);
    assertThat(changes(List.of(going), NAMED, life("PRESENT")))
        .as("although a Pod names it")
        .contains(new RemoveFinalizer(going))
        .noneMatch(WriteStatus.class::isInstance);
  }

  @Test
  void holdsNothingThatIsBeingTakenAwayAsAWhole() {
    ImageObject going = object(KEY, true, true);
    ImageObject bare = object(new ObjectKey("control", "mine"), false, false);
    ImagePlan closing = new ImagePlan(SETTINGS, _ -> life("PRESENT"), NOW, true);

    assertThat(closing.changes(List.of(going, bare), NAMED))
        .contains(new RemoveFinalizer(going))
        .noneMatch(AddFinalizer.class::isInstance);
    ImageObject staying = object(new ObjectKey("control", "stays"), true, false);
    assertThat(closing.changes(List.of(staying), NAMED))
        .as("until it is deleted itself")
        .noneMatch(RemoveFinalizer.class::isInstance);
    assertThat(closing.changes(List.of(), NAMED)).as("and makes nothing there").isEmpty();
    assertThat(ImagePlan.asks(SETTINGS, List.of(going))).isTrue();
    assertThat(ImagePlan.asks(SETTINGS, List.of(bare))).isFalse();
  }

  @Test
  void namesNoPodsForAnImageOfAnotherRegistry() {
    String other = "docker.io/library/jq:1";
    ImageObject object =
        new ImageObject(KEY, new ImageSpec(other), ImageStatus.NONE, FINALIZERS, false, VERSION);

    ImageStatus status =
        written(object, Map.of(other, Set.of(WEB)), KnownLife.none("no stage has it"));

    assertThat(status.references()).isEmpty();
    assertThat(status.phase()).isEqualTo("Unreferenced");
    assertThat(status.conditions().getFirst())
        .isEqualTo(new Condition("Ready", "Unknown", "NotManaged", "no stage has it", NOW));
  }

  private static ImageStatus written(
      ImageObject object, Map<String, Set<ObjectReference>> named, KnownLife life) {
    return changes(List.of(object), named, life).stream()
        .filter(WriteStatus.class::isInstance)
        .map(WriteStatus.class::cast)
        .filter(write -> write.key().equals(object.key()))
        .findFirst()
        .orElseThrow()
        .status();
  }

  private static List<Change> changes(
      List<ImageObject> objects, Map<String, Set<ObjectReference>> named, KnownLife life) {
    return new ImagePlan(SETTINGS, _ -> life, NOW, false).changes(objects, named);
  }

  private static ImageObject object(ObjectKey key, ImageStatus status) {
    return new ImageObject(key, new ImageSpec(APP), status, FINALIZERS, false, VERSION);
  }

  private static ImageObject object(ObjectKey key, boolean finalized, boolean deleting) {
    return new ImageObject(
        key,
        new ImageSpec(APP),
        ImageStatus.NONE,
        finalized ? FINALIZERS : List.of(),
        deleting,
        VERSION);
  }

  private static KnownLife life(String state) {
    return life(state, MIRROR, LATER, 0, false);
  }

  private static KnownLife life(
      String state, @Nullable String source, @Nullable Instant next, int attempts, boolean named) {
    List<Word> words =
        named
            ? List.of(new Word("live", 1, BEFORE, 1, "template", List.of("Deployment shop/web")))
            : List.of();
    return new KnownLife(
        null,
        new Why(
            APP,
            state,
            new Digest("sha256:" + "0".repeat(64)),
            "prod",
            source,
            BEFORE,
            List.of("a reason"),
            next,
            next,
            words,
            null,
            attempts,
            List.of()),
        false,
        true,
        null,
        null);
  }
}
