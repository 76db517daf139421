package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.EvidenceResult;
import dev.laytime.activity.PinRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.usage.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What permits one deletion; each instant from both sides. */
class EvidenceTest extends LedgerTest {

  private static final Instant DEADLINE = START.plus(GRACE);
  private static final Instant SCANNED = DEADLINE.plusSeconds(1);
  private static final Instant NOW = DEADLINE.plusSeconds(10);

  private void provable(Stage stage) {
    configure(stage);
    unused(APP, DIGEST);
    trusted(SCANNED, OTHER);
  }

  private EvidenceResult ask() {
    return evidence(APP, DIGEST, DEADLINE, NOW);
  }

  private static Inquiry.Later later(EvidenceResult result) {
    assertThat(result.inquiry()).isInstanceOf(Inquiry.Later.class);
    return (Inquiry.Later) result.inquiry();
  }

  private void staysBecause(String... because) {
    Inquiry.Later later = later(ask());
    assertThat(String.join("\n", later.reasons())).contains(because);
    assertThat(later.retryAt()).isNotNull().isAfter(NOW);
  }

  // Paused

  @Test
  void waitsForTheEndOfItsStagesPause() {
    provable(stage());
    Instant until = NOW.plusSeconds(60);
    wishes.pauseStage("demo", "ann", "incident", until, NOW);

    assertThat(later(ask()).reasons())
        .containsExactly(
            "stage demo is paused by ann since %s until %s: incident".formatted(NOW, until));
    assertThat(later(ask()).retryAt()).isBetween(until, until.plus(Duration.ofMinutes(10)));
    assertThat(evidence(APP, DIGEST, DEADLINE, until).inquiry()).isInstanceOf(Inquiry.Proven.class);

    wishes.pauseStage("demo", "ann", "incident", null, NOW);
    assertThat(later(ask()).retryAt()).isNull();
    wishes.resumeStage("demo", "ann", NOW);
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  // Proven

  @Test
  void isProvenByACompleteScanAfterTheDeadline() {
    provable(stage());

    assertThat(ask())
        .isEqualTo(
            new EvidenceResult(
                new Inquiry.Proven(
                    DEADLINE,
                    List.of(
                        "git: not named; scan #2 started at 2026-11-15T00:00:01Z, complete;"
                            + " images named: 1; looked at: all")),
                List.of()));
  }

  @Test
  void isProvenByWhatTheScanThatCountsLookedAtAndNotALaterOne() {
    configure(stage());
    unused(APP, DIGEST);
    looked(SCANNED.minus(GRACE), "1 objects in all namespaces", List.of());
    looked(SCANNED, "9 objects in all namespaces but for dev; not installed: x.y", List.of());
    looked(SCANNED.plusSeconds(1), "2 objects", List.of("gap"));

    assertThat(proof())
        .endsWith("; looked at: 9 objects in all namespaces but for dev; not installed: x.y");
  }

  @Test
  void saysOfEachPartOfWhatWasLookedAtAsMuchAsAHistoryTakes() {
    configure(stage());
    unused(APP, DIGEST);
    String selected = "but for " + "n, ".repeat(400) + "; not installed: " + "k.e, ".repeat(100);
    looked(SCANNED.minus(GRACE), selected, List.of());
    looked(SCANNED, selected, List.of());

    assertThat(proof())
        .contains("; looked at: but for n, n", "…; not installed: k.e, k.e")
        .hasSizeLessThan(800);
  }

  @Test
  void saysWhatWasLeftOutHoweverLongTheListBeforeItIs() {
    configure(stage());
    unused(APP, DIGEST);
    String leftOut =
        "; left out as irrelevant 3 objects of Deployment/dev/*; parameterised, so not known: 1"
            + " Task; not installed: x.y; Helm history in shop alone";
    String selected = "in " + "n, ".repeat(700) + leftOut;
    looked(SCANNED.minus(GRACE), selected, List.of());
    looked(SCANNED, selected, List.of());

    assertThat(proof()).contains("; looked at: in n, n").endsWith("…" + leftOut);
  }

  private void looked(Instant startedAt, String selected, List<String> gaps) {
    scans.publish(
        "git",
        startedAt,
        new Listing("git /srv/manifests", "abc", selected, List.of(named(OTHER)), gaps));
  }

  private String proof() {
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
    return ((Inquiry.Proven) ask().inquiry()).proof().getFirst();
  }

  @Test
  void needsAScanThatStartedStrictlyAfterTheDeadline() {
    provable(stage());

    assertThat(evidence(APP, DIGEST, SCANNED.minusNanos(1000), NOW).inquiry())
        .isInstanceOf(Inquiry.Proven.class);
    assertThat(later(evidence(APP, DIGEST, SCANNED, NOW)).reasons())
        .singleElement()
        .asString()
        .startsWith("git: its last complete scan started at " + SCANNED);
  }

  @Test
  void doesNotTakeAScanForLaterThanItWas() {
    configure(stage());
    unused(APP, DIGEST);
    trusted(SCANNED.plusNanos(999), OTHER);

    assertThat(later(evidence(APP, DIGEST, SCANNED, NOW)).reasons()).isNotEmpty();
  }

  // Named

  @Test
  void isNamedByItsOwnName() {
    configure(stage());
    unused(APP, DIGEST);
    trusted(SCANNED, OTHER, APP.text());

    EvidenceResult result = ask();

    assertThat(later(result).reasons())
        .containsExactly(
            "named by git as reg:5000/demo/hub/app:1:"
                + " Deployment shop/web, container app (web.yaml#1)");
    assertThat(result.words())
        .singleElement()
        .satisfies(word -> {
          assertThat(word.source()).isEqualTo("git");
          assertThat(word.epoch()).isEqualTo(2);
          assertThat(word.seenAt()).isEqualTo(SCANNED);
          assertThat(word.count()).isEqualTo(1);
          assertThat(word.strongest()).isEqualTo("template");
        });
  }

  @Test
  void isNamedByTheTagThatHoldsItAndByTheTagThatListsItsReferrers() {
    configure(stage());
    for (Digest digest : List.of(DIGEST, Digest.of("sha512", "ab".repeat(64)))) {
      for (Tag tag : List.of(ReservedTags.hold(digest), ReservedTags.fallback(digest))) {
        clear();
        provable(stage());
        activities.remember(life(APP, 2, quarantined(START), digest));
        learn(APP, digest);
        scan(SCANNED.plusSeconds(1), APP.repository() + ":" + tag, OTHER);

        EvidenceResult result = evidence(APP, digest, DEADLINE, NOW);

        assertThat(later(result).reasons())
            .singleElement()
            .asString()
            .startsWith("named by git as " + APP.repository() + ":" + tag);
      }
    }
  }

  @Test
  void isNamedByWhatARuleCopiesItFromAlsoWhenTheRuleIsPast() {
    configure(stage());
    unused(APP, DIGEST);
    trusted(SCANNED, "app:1", OTHER);
    staysBecause("named by git", "docker.io/library/app:1");

    configure(List.of(stage()), List.of(rule("reg:5000/demo/hub", "quay.io/mirror")), "git");
    staysBecause("docker.io/library/app:1");
  }

  @Test
  void isNamedByWhatItWasInFactCopiedFrom() {
    configure(stage());
    activities.remember(
        life(APP, 1, unused(), DIGEST, START, Reference.parse("ghcr.io/x/app:7"), List.of()));
    learn(APP, DIGEST);
    trusted(SCANNED, "ghcr.io/x/app:7");

    staysBecause("ghcr.io/x/app:7");
  }

  @Test
  void isNamedByItsDigestUnderAnyName() {
    configure(stage());
    unused(APP, DIGEST);
    trusted(SCANNED, "example.com/elsewhere@" + DIGEST);

    staysBecause("example.com/elsewhere@" + DIGEST);
  }

  @Test
  void isNamedByAnyPartOfItsClosure() {
    for (Closures.Kind kind : Closures.Kind.values()) {
      clear();
      configure(stage());
      unused(APP, DIGEST);
      ledger
          .closures()
          .record(APP.repository(), DIGEST, List.of(new Closures.Member(digest(7), kind, 1)));
      trusted(SCANNED, OTHER, "example.com/x@" + digest(7));

      staysBecause("example.com/x@" + digest(7));
    }
  }

  @Test
  void isNotNamedByAnotherTagOfItsRepositoryNorByItsTagBesideAnotherDigest() {
    configure(stage());
    unused(APP, DIGEST);
    trusted(SCANNED, "reg:5000/demo/hub/app:2", "reg:5000/demo/hub/app:1@" + digest(9));

    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void isNamedByAnIncompleteScanAfterTheProof() {
    provable(stage());
    scans.publish("git", SCANNED.plusSeconds(1), listing(List.of("gap"), APP.text()));

    staysBecause("named by git");
  }

  @Test
  void isNamedByAScanThatIsHeld() {
    configure(stage());
    unused(APP, DIGEST);
    trusted(SCANNED, images(20));
    assertThat(scan(SCANNED.plusSeconds(1), APP.text()).held()).isNotEmpty();

    staysBecause("named by git");
  }

  @Test
  void isNamedByAScanBeforeAnIncompleteOneThatDoesNotNameIt() {
    configure(stage());
    unused(APP, DIGEST);
    trusted(SCANNED, APP.text());
    scans.publish("git", SCANNED.plusSeconds(1), listing(List.of("gap"), OTHER));

    staysBecause("named by git");
  }

  // Not yet

  @Test
  void waitsForASourceThatWasNeverScanned() {
    configure(stage());
    unused(APP, DIGEST);

    staysBecause("git: it was never scanned");
  }

  @Test
  void waitsForASourceThatWasNeverComplete() {
    configure(stage());
    unused(APP, DIGEST);
    scans.publish("git", SCANNED, listing(List.of("a.yaml: not YAML"), OTHER));

    staysBecause("no scan of it was ever complete", "a.yaml: not YAML");
  }

  @Test
  void asksAgainWhenTheNextScanIsDueAndALittleLater() {
    configure(stage());
    unused(APP, DIGEST);
    scans.publish("git", SCANNED, listing(List.of("gap"), OTHER));

    assertThat(later(ask()).retryAt())
        .isBetween(SCANNED.plus(SCAN), SCANNED.plus(SCAN.multipliedBy(2)));
    Instant overdue = SCANNED.plus(SCAN).plusSeconds(1);
    assertThat(later(evidence(APP, DIGEST, DEADLINE, overdue)).retryAt())
        .isBetween(overdue.plusSeconds(60), overdue.plusSeconds(60).plus(SCAN));
  }

  @Test
  void asksLessAndLessOftenForAsLongAsASourceProvesNothing() {
    provable(stage());
    scans.publish("git", NOW, listing(List.of("gap"), OTHER));
    Instant inAnHour = SCANNED.plus(Duration.ofMinutes(80));
    Instant days = SCANNED.plus(Duration.ofDays(3));

    assertThat(later(evidence(APP, DIGEST, DEADLINE, inAnHour)).retryAt())
        .isBetween(inAnHour.plus(Duration.ofMinutes(20)), inAnHour.plus(Duration.ofMinutes(25)));
    assertThat(later(evidence(APP, DIGEST, DEADLINE, days)).retryAt())
        .isBetween(days.plus(Duration.ofHours(1)), days.plus(Duration.ofMinutes(65)));
  }

  @Test
  void waitsWhileTheLastScanIsHeldAlthoughAnEarlierOneWouldDo() {
    provable(stage());
    scan(SCANNED.plusSeconds(1));

    staysBecause("scan #3 is held", "names no image at all");

    wishes.approveScan("git", 3, "ann", NOW);
    assertThat(ask().inquiry())
        .isEqualTo(
            new Inquiry.Proven(
                DEADLINE,
                List.of(
                    "git: not named; scan #3 started at 2026-11-15T00:00:02Z, complete;"
                        + " images named: 0; looked at: all")));
  }

  @Test
  void waitsWhileTheSourceIsAnotherOneAlthoughAnEarlierScanWouldDo() {
    provable(stage());
    scans.publish(
        "git",
        SCANNED.plusSeconds(1),
        new Listing("git /srv/other", "", "all", List.of(named(OTHER)), List.of()));

    staysBecause("it is not the source that was registered", "/srv/other");
  }

  @Test
  void trustsANewSourceOnceItWasCompleteTwiceAGracePeriodApart() {
    configure(stage());
    unused(APP, DIGEST);
    scan(SCANNED.minus(GRACE).plusNanos(1000), OTHER);
    scan(SCANNED, OTHER);
    staysBecause("it is new");

    scan(SCANNED.plusNanos(1000), OTHER);
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void asksAgainAboutANewSourceWhenItCanBeTrusted() {
    configure(stage());
    unused(APP, DIGEST);
    scan(SCANNED, OTHER);

    assertThat(later(ask()).retryAt())
        .isBetween(SCANNED.plus(GRACE), SCANNED.plus(GRACE).plus(SCAN));
  }

  @Test
  void countsOneScanOnceHoweverShortTheGracePeriod() {
    configure(stage().grace(Duration.ZERO));
    unused(APP, DIGEST);
    scan(SCANNED, OTHER);
    staysBecause("it is new");

    scan(SCANNED.plusSeconds(1), OTHER);
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void doesNotRelyOnAScanOlderThanTwoIntervals() {
    provable(stage());
    Instant oldest = SCANNED.plus(SCAN.multipliedBy(2)).plus(Credence.LATENESS);

    assertThat(evidence(APP, DIGEST, DEADLINE, oldest).inquiry())
        .isInstanceOf(Inquiry.Proven.class);
    assertThat(later(evidence(APP, DIGEST, DEADLINE, oldest.plusNanos(1000))).reasons())
        .singleElement()
        .asString()
        .contains("too long ago");
  }

  @Test
  void isBlockedByASourceThatConfigurationLost() {
    provable(stage());
    configure(List.of(stage()), List.of(HUB));
    staysBecause("git: configuration has it no longer", "laytime sources remove git --confirm");
    assertThat(later(ask()).retryAt())
        .as("its return wakes")
        .isAfterOrEqualTo(NOW.plus(Duration.ofDays(1)));

    wishes.removeSource("git", "ann", NOW);
    staysBecause("no source of use is registered");
    assertThat(later(ask()).retryAt())
        .as("a source wakes")
        .isAfterOrEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void needsASourceOfUse() {
    configure(List.of(stage()), List.of(HUB));
    owned();
    unused(APP, DIGEST);

    staysBecause("no source of use is registered");
  }

  @Test
  void needsEverySourceThatIsRegistered() {
    provable(stage());
    configure(List.of(stage()), List.of(HUB), "git", "cluster");

    staysBecause("cluster: it was never scanned");
  }

  @Test
  void asksOnlyThoseThatVouchForTheStage() {
    configure(List.of(stage().vouchedBy("git")), List.of(HUB), "git", "cluster");
    owned();
    unused(APP, DIGEST);
    trusted(SCANNED, OTHER);
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);

    scans.publish("cluster", SCANNED, listing(List.of("gap"), APP.text()));
    staysBecause("named by cluster");
  }

  @Test
  void waitsForASourceThatShallVouchAndDoesNotExist() {
    configure(stage().vouchedBy("git", "cluster"));
    unused(APP, DIGEST);
    trusted(SCANNED, OTHER);

    staysBecause("cluster: it is not registered");
  }

  @Test
  void waitsWhileItIsNotWrittenDownWhatTheImageIsMadeOf() {
    configure(stage());
    activities.remember(life(APP, 1, unused(), DIGEST));
    trusted(SCANNED, OTHER);

    staysBecause("what " + DIGEST + " is made of is not written down");
    assertThat(ask().unlearned()).isTrue();
  }

  // What else keeps

  @Test
  void staysWhereDeletionIsNotEnabledUntilSomebodyChangesThat() {
    provable(stage().observing());

    assertThat(later(ask()).reasons()).singleElement().asString().contains("only observes");
    assertThat(later(ask()).retryAt()).isNull();
  }

  @Test
  void staysInADryRunWhichSaysWhatWouldBecomeOfIt() {
    provable(stage().dryRun());

    staysBecause("dry run: nothing is written; else it would go into quarantine now");
    assertThat(later(evidence(APP, DIGEST, RemovalKind.DELETE, DEADLINE, NOW)).reasons())
        .containsExactly("dry run: nothing is written; else it would be deleted now");
    assertThat(later(ask()).retryAt()).isBefore(NOW.plus(Duration.ofDays(1)));
    assertThat(activities.policy(APP).holds()).isFalse();
    assertThat(activities.policy(APP).objection()).isNull();
    assertThat(activities.stage("demo").dryRun()).isTrue();

    scan(SCANNED.plusSeconds(2), OTHER, APP.text());
    staysBecause("named by git");
  }

  @Test
  void looksForOtherInstallationsAgainAndWakesItsLivesWhenADryRunIsOver() {
    provable(stage().dryRun());

    assertThat(configure(List.of(stage()), List.of(HUB), "git").look()).containsExactly(APP);
    staysBecause("nobody has looked yet");
    owned();
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void staysWhereSomebodyElsePushesItUnlessAPatternHasIt() {
    Reference pushed = Reference.parse("reg:5000/demo/team/own:1");
    configure(stage());
    unused(pushed, DIGEST);
    trusted(SCANNED, OTHER);
    assertThat(later(evidence(pushed, DIGEST, DEADLINE, NOW)).reasons())
        .containsExactly(
            "somebody else pushes it, and no `external-delete` pattern of stage demo has"
                + " 'team/own'");

    configure(List.of(stage().external("team/*")), List.of(HUB), "git");
    assertThat(evidence(pushed, DIGEST, DEADLINE, NOW).inquiry())
        .isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void staysWhereAnotherInstallationHasARecordUntilTheStageIsAdopted() {
    provable(stage());
    owned("neighbour");
    assertThat(later(ask()).reasons()).singleElement().asString().contains("neighbour", "adopt");

    wishes.adoptStage("demo", "ann", NOW);
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);

    owned("neighbour", "stranger");
    assertThat(later(ask()).reasons()).singleElement().asString().contains("(stranger)");
  }

  @Test
  void waitsWhileNobodyHasLookedForOtherInstallations() {
    configure(List.of(stage()), List.of(HUB), "git");
    unused(APP, DIGEST);
    trusted(SCANNED, OTHER);

    staysBecause("nobody has looked yet");
  }

  @Test
  void looksForOtherInstallationsAgainWhenDeletionIsSwitchedOn() {
    provable(stage());
    configure(List.of(stage().observing()), List.of(HUB), "git");
    configure(List.of(stage()), List.of(HUB), "git");

    staysBecause("nobody has looked yet");
  }

  @Test
  void staysWhileItIsPinned() {
    provable(stage());
    pin(new Pin(NOW, "ann", "release"));
    staysBecause("pinned by ann until " + NOW + ": release");
    assertThat(later(ask()).retryAt()).isEqualTo(NOW.plusMillis(1));

    pin(new Pin(NOW.minusNanos(1000), "ann", "release"));
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);

    pin(new Pin(null, "ann", "release"));
    assertThat(later(ask()).retryAt()).isNull();

    pin(null);
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  private void pin(@Nullable Pin pin) {
    clock.pass(Duration.ofSeconds(1));
    activities.pin(new PinRequest(APP, pin, "ann", clock.instant()));
  }

  @Test
  void staysUntilAnObjectInAClusterSays() {
    provable(stage());
    ledger.standings().promise(Map.of(APP, NOW), NOW.minusSeconds(1));
    for (RemovalKind kind : RemovalKind.values()) {
      assertThat(evidence(APP, DIGEST, kind, DEADLINE, NOW).inquiry())
          .isInstanceOfSatisfying(
              Inquiry.Later.class,
              later -> {
                assertThat(later.reasons())
                    .containsExactly("an object of it says that it stays until " + NOW);
                assertThat(later.retryAt()).isEqualTo(NOW.plusMillis(1));
              });
    }

    assertThat(evidence(APP, DIGEST, RemovalKind.QUARANTINE, DEADLINE, NOW.plusMillis(1)).inquiry())
        .isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void staysUntilItIsOldEnough() {
    Duration age = Duration.between(START, NOW);
    provable(
        stage()
            .retention(new RetentionRule(List.of(), List.of(), null, age.plusNanos(1000), null)));
    staysBecause("retention: younger than");
    assertThat(later(ask()).retryAt()).isEqualTo(NOW.plusNanos(1000));

    configure(
        List.of(stage().retention(new RetentionRule(List.of(), List.of(), null, age, null))),
        List.of(HUB),
        "git");
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void staysAmongTheLastOfItsRepository() {
    provable(stage().retention(new RetentionRule(List.of("hub/*"), List.of(), 2, null, null)));
    present("2", START.plusSeconds(1));
    staysBecause("retention: one of the last 2 kept");
    assertThat(later(ask()).retryAt())
        .isBetween(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofHours(25)));

    present("3", START.plusSeconds(2));
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void doesNotCountAnImageThatMayBeGoneAmongTheLast() {
    provable(stage().retention(new RetentionRule(List.of(), List.of(), 1, null, null)));
    present("2", START.plusSeconds(1));
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);

    activities.remember(
        life(APP.repository().tagged(new Tag("2")), 2, quarantined(NOW), digest(2)));
    staysBecause("one of the last 1 kept");

    present("3", START.plusSeconds(1));
    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
    ledger
        .inventory()
        .found("demo", clock.instant().plusSeconds(1), APP.repository(), Map.of(), Set.of());
    staysBecause("one of the last 1 kept");
  }

  @Test
  void ranksEqualWhatOneSweepFoundFirst() {
    provable(stage().retention(new RetentionRule(List.of(), List.of(), 1, null, null)));
    present("2", START);

    staysBecause("one of the last 1 kept");
  }

  private void present(String tag, Instant firstSeen) {
    Reference image = APP.repository().tagged(new Tag(tag));
    activities.remember(
        life(
            image,
            1,
            new LifeState.Present(),
            digest(Integer.parseInt(tag)),
            firstSeen,
            null,
            List.of()));
  }

  @Test
  void isKeptByNoSiblingTag() {
    provable(stage());
    activities.remember(
        life(APP.repository().tagged(new Tag("2")), 1, new LifeState.Present(), DIGEST));

    assertThat(ask().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void belongsToTheStageOfTheLongestPrefix() {
    configure(
        List.of(stage(), stage().name("hub", "reg:5000/demo/hub").observing()),
        List.of(HUB),
        "git");
    owned();
    unused(APP, DIGEST);
    trusted(SCANNED, OTHER);

    assertThat(later(ask()).reasons())
        .singleElement()
        .asString()
        .contains("stage hub only observes");
  }

  @Test
  void isNotInAStageThatConfigurationLost() {
    provable(stage());
    configure(List.of(), List.of(HUB), "git");

    assertThat(later(ask()).reasons()).containsExactly("no stage has this image");
  }
}
