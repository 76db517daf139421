package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a workload may be rolled back to, by the ledger's own record. */
class RollbackTest extends LedgerTest {

  private static final Instant DEADLINE = START.plus(GRACE);
  private static final Instant SCANNED = DEADLINE.plusSeconds(1);
  private static final Instant NOW = DEADLINE.plusSeconds(10);
  private static final String OURS = APP.text();
  private static final String TWO = "example.com/app:2";
  private static final String THREE = "example.com/app:3";
  private static final String FOUR = "example.com/app:4";

  private int rounds;

  @BeforeEach
  void begin() {
    rounds = 0;
  }

  private void windowOf(int sets) {
    configure(stage().retention(new RetentionRule(List.of(), List.of(), null, null, sets)));
    unused(APP, DIGEST);
  }

  private void used(String... images) {
    scan(START.plusSeconds(rounds++), images);
  }

  /** The last scan. */
  private Inquiry uses(String... images) {
    scan(SCANNED, images);
    return ask(NOW);
  }

  private Inquiry ask(Instant now) {
    return evidence(APP, DIGEST, DEADLINE, now).inquiry();
  }

  private static void isKept(Inquiry inquiry, String because) {
    assertThat(inquiry).isInstanceOf(Inquiry.Later.class);
    assertThat(((Inquiry.Later) inquiry).reasons()).containsExactly("retention: " + because);
  }

  @Test
  void staysWhileAWorkloadUsedItBeforeItsPresentImages() {
    windowOf(2);
    used(OURS);
    used(TWO);

    isKept(uses(THREE), "rollback target 2 of 2 of Deployment shop/web of git");
  }

  @Test
  void isNoRollbackTargetBehindTheWindowAndTheProofSaysSo() {
    windowOf(2);
    used(OURS);
    used(TWO);
    used(THREE);

    Inquiry inquiry = uses(FOUR);

    assertThat(inquiry).isInstanceOf(Inquiry.Proven.class);
    assertThat(((Inquiry.Proven) inquiry).proof())
        .last()
        .isEqualTo(
            "rollback window: by this ledger's own record not in the last 2 image sets before the"
                + " present one of any of 1 workloads");
  }

  @Test
  void countsASetThatCameBackOnce() {
    windowOf(2);
    used(OURS);
    used(TWO);
    used(THREE);

    isKept(uses(TWO), "rollback target 2 of 2 of Deployment shop/web of git");
  }

  @Test
  void countsNoSetTwiceThatStayed() {
    windowOf(1);
    used(OURS);
    used(TWO);
    used(TWO);

    isKept(uses(TWO), "rollback target 1 of 1 of Deployment shop/web of git");
  }

  @Test
  void takesAllContainersOfAWorkloadForOneSet() {
    windowOf(1);
    used(OURS, "example.com/sidecar:1");
    used("example.com/sidecar:1", OURS);

    isKept(
        uses(TWO, "example.com/sidecar:1"), "rollback target 1 of 1 of Deployment shop/web of git");
  }

  @Test
  void goesItsOwnWayInEachFileOfATree() {
    windowOf(1);
    for (String other : List.of(TWO, THREE, FOUR)) {
      scans.publish(
          "git",
          START.plusSeconds(rounds++),
          of(in("prod/web.yaml#1", rounds == 1 ? OURS : TWO), in("test/web.yaml#2", other)));
    }
    scans.publish("git", SCANNED, of(in("prod/web.yaml#3", TWO), in("test/web.yaml#2", FOUR)));

    isKept(ask(NOW), "rollback target 1 of 1 of Deployment shop/web of git");
  }

  private static NamedImage in(String place, String image) {
    return new NamedImage(
        Reference.parse(image),
        new Usage("git", "apps/v1", "Deployment", "shop", "web", "app", "template", place));
  }

  @Test
  void isOneReleaseInWhateverRevision() {
    windowOf(1);
    scans.publish("git", START, of(release("revision 1", OURS)));
    scans.publish("git", START.plusSeconds(1), of(release("revision 2", TWO)));
    scans.publish("git", SCANNED, of(release("revision 3", THREE)));

    assertThat(ask(NOW)).isInstanceOf(Inquiry.Proven.class);
  }

  private static NamedImage release(String revision, String image) {
    return new NamedImage(
        Reference.parse(image),
        new Usage(
            "git", "helm.sh/release.v1", "Release", "shop", "web", null, "deployed", revision));
  }

  @Test
  void staysAGracePeriodAfterItsWorkload() {
    windowOf(1);
    used(OURS);
    used(OURS);
    Instant gone = START.plusSeconds(2);
    scans.publish("git", gone, of(named(OTHER, "another", "template")));
    Instant end = gone.plus(GRACE);
    scans.publish("git", SCANNED, of(named(OTHER, "another", "template")));

    isKept(
        ask(end.minusNanos(1000)),
        "last used by Deployment shop/web of git, which is gone; until " + end);
    assertThat(ask(end)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void isATargetOfAWorkloadThatCameBack() {
    windowOf(1);
    used(OURS);
    scans.publish("git", START.plusSeconds(1), of(named(OTHER, "another", "template")));

    isKept(uses(TWO), "rollback target 1 of 1 of Deployment shop/web of git");
  }

  @Test
  void isDisplacedByNoScanThatProvesNothing() {
    windowOf(1);
    used(OURS);
    used(TWO);
    scans.publish("git", START.plusSeconds(2), listing(List.of("apps: 403"), THREE));

    isKept(uses(TWO), "rollback target 1 of 1 of Deployment shop/web of git");
  }

  @Test
  void isATargetThatOnlyAScanSawWhichProvesNothing() {
    windowOf(1);
    used(TWO);
    scans.publish("git", START.plusSeconds(1), listing(List.of("apps: 403"), OURS));
    scans.publish("git", START.plusSeconds(2), listing(List.of("apps: 403"), OURS));

    isKept(uses(THREE), "rollback target 1 of 1 of Deployment shop/web of git");
    scan(SCANNED.plusSeconds(1), FOUR);
    assertThat(ask(NOW)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void isATargetAgainThatAWorkloadWentBackToUnseenByAnyScanThatProves() {
    windowOf(1);
    used(OURS);
    used(TWO);
    scans.publish("git", START.plusSeconds(2), listing(List.of("apps: 403"), OURS));

    isKept(uses(THREE), "rollback target 1 of 1 of Deployment shop/web of git");
  }

  @Test
  void isATargetHoweverMuchIsRemembered() {
    windowOf(1);
    for (int i = 0; i <= Workloads.MOST_SETS; i++) {
      used("example.com/app:v" + i);
    }
    scans.publish("git", START.plusSeconds(rounds), listing(List.of("apps: 403"), OURS));

    isKept(uses(THREE), "rollback target 1 of 1 of Deployment shop/web of git");
  }

  @Test
  void isATargetThatWasSeenBeforeAnyScanProvedSomething() {
    windowOf(1);
    scans.publish("git", START, listing(List.of("apps: 403"), OURS));
    scan(START.plusSeconds(1), TWO);

    isKept(uses(TWO), "rollback target 1 of 1 of Deployment shop/web of git");
  }

  @Test
  void isNoTargetOnceItsWorkloadWasSeenAgainAndIsGone() {
    windowOf(1);
    used(TWO);
    scans.publish("git", START.plusSeconds(1), of(named(OTHER, "another", "template")));
    scans.publish("git", START.plusSeconds(2), listing(List.of("apps: 403"), OURS));
    Instant gone = START.plusSeconds(3);
    scans.publish("git", gone, of(named(OTHER, "another", "template")));
    Instant end = gone.plus(GRACE);
    scans.publish("git", SCANNED, of(named(OTHER, "another", "template")));

    isKept(
        ask(end.minusNanos(1000)),
        "last used by Deployment shop/web of git, which is gone; until " + end);
    assertThat(ask(end)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void isATargetUnderTheNameThatItWasCopiedFrom() {
    windowOf(1);
    used("docker.io/library/app:1");

    isKept(uses(TWO), "rollback target 1 of 1 of Deployment shop/web of git");
  }

  @Test
  void isATargetByADigestOfItsClosure() {
    windowOf(1);
    Digest child = digest(7);
    learn(APP, DIGEST, child);
    used("example.com/elsewhere@" + child);

    isKept(uses(TWO), "rollback target 1 of 1 of Deployment shop/web of git");
  }

  @ParameterizedTest
  @CsvSource({
    "Pod, running",
    "ReplicaSet, template",
    "ControllerRevision, rollback revision",
    "Job, template",
    "Secret, rollback revision 3 of Helm release web",
  })
  void isATargetOfNothingThatAnotherObjectMade(String kind, String reason) {
    windowOf(1);
    scans.publish("git", START, of(by(kind, reason, OURS)));

    assertThat(uses(TWO)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void isATargetOfNoSourceThatAPersonTookAway() {
    RetentionRule rule = new RetentionRule(List.of(), List.of(), null, null, 1);
    configure(List.of(stage().retention(rule)), List.of(HUB), "git", "apps");
    owned();
    unused(APP, DIGEST);
    used(OURS);
    used(TWO);
    for (Instant at : List.of(START, SCANNED)) {
      scans.publish("apps", at, of(named(OTHER, "another", "template")));
    }
    configure(List.of(stage().retention(rule)), List.of(HUB), "apps");
    assertThat(ask(NOW)).isInstanceOf(Inquiry.Later.class);

    wishes.removeSource("git", "ann", clock.instant());
    assertThat(ask(NOW)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void remembersNoMoreSetsThanAreOfUse() {
    windowOf(Workloads.MOST_SETS);
    used(OURS);
    for (int i = 0; i < Workloads.MOST_SETS; i++) {
      used("example.com/app:v" + i);
    }
    isKept(
        uses("example.com/app:v" + (Workloads.MOST_SETS - 1)),
        "rollback target 50 of 50 of Deployment shop/web of git");

    scan(SCANNED.plusSeconds(1), "example.com/app:last");
    assertThat(ask(NOW)).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void isOfNoInterestWhereNoRuleAsksForIt() {
    configure(stage());
    unused(APP, DIGEST);
    used(OURS);

    Inquiry inquiry = uses(TWO);

    assertThat(inquiry).isInstanceOf(Inquiry.Proven.class);
    assertThat(((Inquiry.Proven) inquiry).proof()).hasSize(1);
  }

  private static NamedImage by(String kind, String reason, String image) {
    return new NamedImage(
        Reference.parse(image),
        new Usage("git", "apps/v1", kind, "shop", "web", "app", reason, "live"));
  }

  private static Listing of(NamedImage... images) {
    return new Listing("git /srv/manifests", "abc", "all", Arrays.asList(images), List.of());
  }
}
