package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuryRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Word;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import dev.laytime.worker.ledger.Telling.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TellingTest extends LedgerTest {

  private static final LifeState PRESENT = new LifeState.Present();
  private static final Reference TWO = APP.repository().tagged(new Tag("2"));

  @BeforeEach
  void register() {
    configure(stage());
  }

  private static Word word(long number, Instant seenAt, String... objects) {
    List<String> texts = new ArrayList<>();
    for (String object : objects) {
      texts.add("Deployment shop/%s, container app (%s.yaml#1)".formatted(object, object));
    }
    return new Word(
        "git", number, seenAt, objects.length, objects.length == 0 ? "" : "template", texts);
  }

  private void publish(int second, List<String> gaps, NamedImage... images) {
    scans.publish(
        "git",
        START.plusSeconds(second),
        new Listing("git /srv/manifests", "", "all", List.of(images), gaps));
  }

  private List<Said> unsaid() {
    return telling.unsaid("git", 0);
  }

  private List<Said> tell() {
    List<Said> said = unsaid();
    said.forEach(telling::said);
    return said;
  }

  @Test
  void tellsAnImageInAStageThatItIsNamed() {
    scan(START, APP.text(), OTHER);

    assertThat(unsaid()).containsExactly(new Said(APP, word(1, START, "web")));
  }

  @Test
  void tellsTransitionsOnly() {
    scan(START, APP.text());
    assertThat(tell()).hasSize(1);
    assertThat(unsaid()).isEmpty();

    scan(START.plusSeconds(1), APP.text());
    assertThat(unsaid()).isEmpty();

    scan(START.plusSeconds(2), OTHER);
    assertThat(tell()).containsExactly(new Said(APP, word(3, START.plusSeconds(2))));
    assertThat(unsaid()).isEmpty();

    scan(START.plusSeconds(3), OTHER);
    assertThat(unsaid()).isEmpty();

    scan(START.plusSeconds(4), APP.text());
    assertThat(tell()).containsExactly(new Said(APP, word(5, START.plusSeconds(4), "web")));
  }

  @Test
  void tellsAgainWhatWasSentAndNotWrittenDown() {
    scan(START, APP.text());

    assertThat(unsaid()).isEqualTo(unsaid()).hasSize(1);
  }

  @Test
  void tellsWhoNamesItWhenThatChangesAndNotHowMany() {
    publish(0, List.of(), many(11));
    assertThat(tell().getFirst().word().count()).isEqualTo(11);

    publish(1, List.of(), many(12));
    assertThat(unsaid()).isEmpty();

    publish(2, List.of(), named(APP.text(), "web", "template"));
    assertThat(unsaid()).containsExactly(new Said(APP, word(3, START.plusSeconds(2), "web")));
  }

  @Test
  void tellsOfNoPodThatTookTheFleetingPlaceOfAnother() {
    publish(0, List.of(), by("CronJob", "night", "suspended"), by("Pod", "night-1", "running"));
    assertThat(tell()).hasSize(1);

    publish(1, List.of(), by("CronJob", "night", "suspended"), by("Pod", "night-2", "running"));
    assertThat(unsaid()).isEmpty();
    publish(2, List.of(), by("CronJob", "night", "suspended"), by("Job", "night-2", "running"));
    assertThat(tell()).hasSize(1);
    publish(3, List.of(), by("CronJob", "day", "suspended"), by("Job", "night-2", "running"));
    assertThat(unsaid()).hasSize(1);
  }

  private static NamedImage by(String kind, String name, String reason) {
    return new NamedImage(APP, new Usage("git", "v1", kind, "shop", name, "app", reason, "live"));
  }

  @Test
  void hasNothingBroughtByANamespaceThatMayNotOrderIt() {
    limit("team-*");
    publish(0, List.of(), in("shop", "web"));
    assertThat(unsaid()).as("nothing has a life yet").isEmpty();

    publish(1, List.of(), in("shop", "web"), in("team-a", "web"));
    assertThat(tell())
        .singleElement()
        .satisfies(said -> {
          assertThat(said.image()).isEqualTo(APP);
          assertThat(said.word().orders()).isTrue();
        });

    activities.remember(life(APP, 1, new LifeState.Wanted(), null));
    publish(2, List.of(), in("shop", "web"));
    assertThat(tell())
        .singleElement()
        .satisfies(said -> {
          assertThat(said.word().count()).as("it keeps what is there").isEqualTo(1);
          assertThat(said.word().keepsOnly()).isTrue();
        });

    limit("shop");
    publish(3, List.of(), in("shop", "web"));
    assertThat(tell())
        .singleElement()
        .satisfies(said -> assertThat(said.word().keepsOnly()).isFalse());
  }

  @Test
  void hasEverybodyOrderWhereAScanThatMissedSomethingNamesFewer() {
    limit("team-*");
    publish(0, List.of(), in("team-a", "web"));
    tell();
    publish(1, List.of("something is missing"), in("shop", "web"));

    assertThat(tell()).allSatisfy(said -> assertThat(said.word().keepsOnly()).isFalse());
  }

  private void limit(String namespaces) {
    MirrorRule limited = HUB.limitedTo(new OrderLimits(List.of("**"), List.of(namespaces)));
    configure(List.of(stage()), List.of(limited), "git");
  }

  private static NamedImage in(String namespace, String name) {
    return new NamedImage(
        APP, new Usage("git", "apps/v1", "Deployment", namespace, name, "app", "template", "live"));
  }

  @Test
  void takesBackWhatALifeHeardWhenItAskedItself() {
    unused(APP, DIGEST);
    scan(START, "example.com/mine/app:1");
    configure(List.of(stage()), List.of(HUB, rule("reg:5000/demo/hub", "example.com/mine")), "git");

    assertThat(evidence(APP, DIGEST, START, START.plusSeconds(1)).words()).hasSize(1);
    scan(START.plusSeconds(2), OTHER);
    assertThat(tell()).containsExactly(new Said(APP, word(2, START.plusSeconds(2))));
  }

  private static NamedImage[] many(int count) {
    NamedImage[] images = new NamedImage[count];
    for (int i = 0; i < count; i++) {
      images[i] = named(APP.text(), "w" + (char) ('a' + i), "template");
    }
    return images;
  }

  @Test
  void saysTheSameHoweverTheObjectsWereListed() {
    NamedImage web = named(APP.text(), "web", "suspended");
    NamedImage api = named(APP.text(), "api", "running");
    publish(0, List.of(), web, api);

    assertThat(tell().getFirst().word().first())
        .containsExactly(
            "Deployment shop/api, container app (api.yaml#1)",
            "Deployment shop/web, container app (web.yaml#1)");
    publish(1, List.of(), api, web);
    assertThat(unsaid()).isEmpty();
  }

  @Test
  void tellsWhatNamesAnImageBeforeWhatDoesNot() {
    scan(START, "reg:5000/demo/a:1", "reg:5000/demo/b:1");
    tell();
    scan(START.plusSeconds(1), "reg:5000/demo/c:1", "reg:5000/demo/d:1");

    assertThat(unsaid()).extracting(said -> said.word().count()).containsExactly(1, 1, 0, 0);
  }

  @Test
  void takesNothingBackByAScanThatIsIncompleteOrHeld() {
    scan(START, APP.text());
    tell();

    publish(1, List.of("gap"), named(TWO.text()));
    assertThat(tell()).extracting(Said::image).containsExactly(TWO);

    scan(START.plusSeconds(2));
    assertThat(unsaid()).isEmpty();
  }

  @Test
  void takesBackByAHeldScanOnceItIsApproved() {
    scan(START, APP.text());
    tell();
    scan(START.plusSeconds(1));

    Wishes.Granted granted = wishes.approveScan("git", 2, "ann", START);

    assertThat(granted.unsay()).containsExactly(new Said(APP, word(2, START.plusSeconds(1))));
    assertThat(unsaid()).isEqualTo(granted.unsay());
  }

  @Test
  void ordersNothingByAnUpstreamNameAndKeepsWhatIsThere() {
    scan(START, "app:1");
    assertThat(unsaid()).isEmpty();

    activities.remember(life(APP, 1, unused(), DIGEST));

    assertThat(unsaid()).containsExactly(new Said(APP, keeping(word(1, START, "web"))));
  }

  @Test
  void ordersByAnUpstreamNameWhereItsRuleFetchesOnDemand() {
    Reference byDigest = APP.repository().pinned(digest(7));
    demand(true);
    scan(START, "app:1", "app@" + digest(7), "ghcr.io/x/app:1");

    assertThat(tell())
        .containsExactlyInAnyOrder(
            new Said(APP, word(1, START, "web")), new Said(byDigest, word(1, START, "web")));
  }

  @Test
  void ordersNoLongerWhereItsRuleFetchesOnDemandNoLonger() {
    activities.remember(life(APP, 1, new LifeState.Wanted(), null));
    demand(true);
    scan(START, "app:1");
    tell();

    demand(false);
    assertThat(activities.policy(APP).origin()).isInstanceOf(Origin.Mirror.class);
    scan(START.plusSeconds(1), "app:1");
    assertThat(tell())
        .containsExactly(new Said(APP, keeping(word(2, START.plusSeconds(1), "web"))));

    demand(true);
    scan(START.plusSeconds(2), "app:1");
    assertThat(tell()).containsExactly(new Said(APP, word(3, START.plusSeconds(2), "web")));

    configure(List.of(stage()), List.of(), "git");
    scan(START.plusSeconds(3), "app:1");
    assertThat(tell())
        .as("by a past rule")
        .containsExactly(new Said(APP, keeping(word(4, START.plusSeconds(3), "web"))));
  }

  @Test
  void ordersWhereOneOfItsNamesDoes() {
    scan(START, "app:1", APP.text());

    assertThat(unsaid())
        .singleElement()
        .satisfies(said -> assertThat(said.word().orders()).isTrue());
  }

  @Test
  void ordersByAnotherNameOfItsStageAndKeepsByOneThatItHad() {
    MirrorRule alias =
        MirrorRule.alias(
            RepositoryPrefix.parse("reg:5000/demo"),
            RepositoryPrefix.parse("localhost:30500/demo"));
    configure(List.of(stage()), List.of(HUB, alias), "git");
    scan(START, "localhost:30500/demo/hub/app:1");

    Said said = tell().getFirst();
    assertThat(said.image()).isEqualTo(APP);
    assertThat(said.word().keepsOnly()).isFalse();
    assertThat(activities.policy(APP).origin())
        .isEqualTo(new Origin.Mirror(Reference.parse("docker.io/library/app:1")));

    unused(APP, DIGEST);
    configure(List.of(stage()), List.of(HUB), "git");
    assertThat(evidence(APP, DIGEST, START, START.plusSeconds(1)).words())
        .singleElement()
        .satisfies(word -> assertThat(word.keepsOnly()).isTrue());
  }

  private void demand(boolean onDemand) {
    MirrorRule rule = new MirrorRule(HUB.target(), HUB.source(), true, onDemand);
    configure(List.of(stage()), List.of(rule), "git");
  }

  private static Word keeping(Word word) {
    return new Word(
        word.source(),
        word.epoch(),
        word.seenAt(),
        word.count(),
        word.strongest(),
        word.first(),
        true);
  }

  @Test
  void keepsWhatWasCopiedFromANamedImageUnderNoRule() {
    activities.remember(
        life(APP, 1, unused(), DIGEST, START, Reference.parse("ghcr.io/x/y:1"), List.of()));
    scan(START, "ghcr.io/x/y:1");

    assertThat(unsaid()).extracting(Said::image).containsExactly(APP);
  }

  @Test
  void addsUpWhatOneSourceSaysUnderManyNames() {
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    publish(
        0,
        List.of(),
        named("app:1", "web", "suspended"),
        named(APP.text(), "api", "running"),
        named("example.com/x@" + DIGEST, "cron", "template"));

    assertThat(unsaid())
        .singleElement()
        .satisfies(said -> {
          assertThat(said.word().count()).isEqualTo(3);
          assertThat(said.word().strongest()).isEqualTo("running");
          assertThat(said.word().first().getFirst()).contains("shop/api");
        });
  }

  @Test
  void tellsEveryLifeWhoseClosureHasANamedDigest() {
    Digest child = digest(7);
    Reference elsewhere = Reference.parse("reg:5000/demo/hub/copy:1");
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    activities.remember(life(elsewhere, 1, PRESENT, DIGEST));
    learn(APP, DIGEST, child);
    learn(elsewhere, DIGEST, child);
    scan(START, "example.com/x@" + child);

    assertThat(unsaid()).extracting(Said::image).containsExactlyInAnyOrder(APP, elsewhere);
  }

  @Test
  void givesADigestInAStageALifeOfItsOwnWhereNoneOfItsRepositoryHasIt() {
    Reference byDigest = APP.repository().pinned(digest(7));
    Reference elsewhere = Reference.parse("reg:5000/demo/hub/copy:1");
    activities.remember(life(elsewhere, 1, PRESENT, digest(7)));
    activities.remember(life(APP, 1, new LifeState.Wanted(), digest(7)));
    scan(START, APP.repository() + ":9@" + digest(7), "example.com/x@" + digest(8));

    assertThat(unsaid())
        .extracting(Said::image)
        .containsExactlyInAnyOrder(byDigest, elsewhere, APP);

    activities.remember(life(APP, 2, PRESENT, digest(7)));
    assertThat(unsaid()).extracting(Said::image).containsExactlyInAnyOrder(elsewhere, APP);

    activities.remember(life(byDigest, 1, PRESENT, digest(7)));
    assertThat(unsaid())
        .extracting(Said::image)
        .containsExactlyInAnyOrder(byDigest, elsewhere, APP);
  }

  @Test
  void givesADigestALifeOfItsOwnUntilOneByTagIsSureToHaveIt() {
    Reference byDigest = APP.repository().pinned(DIGEST);
    scan(START, byDigest.text());
    LifeState failing =
        new LifeState.Failing("no route", 3, START.plusSeconds(60), new LifeState.Acquiring());
    long epoch = 1;
    for (LifeState without :
        List.of(
            new LifeState.Wanted(),
            new LifeState.Acquiring(),
            failing,
            new LifeState.Deleted(START))) {
      activities.remember(life(APP, epoch++, without, DIGEST));
      assertThat(unsaid())
          .as(without.label())
          .extracting(Said::image)
          .containsExactlyInAnyOrder(byDigest, APP);
    }
    for (LifeState with : List.of(PRESENT, unused(), quarantined(START))) {
      activities.remember(life(APP, epoch++, with, DIGEST));
      assertThat(unsaid()).as(with.label()).extracting(Said::image).containsExactly(APP);
    }
  }

  @Test
  void tellsTheLifeThatAHoldTagIsKeptFor() {
    activities.remember(life(APP, 1, quarantined(START), DIGEST));
    scan(
        START,
        APP.repository() + ":" + ReservedTags.hold(DIGEST),
        APP.repository() + ":" + ReservedTags.hold(digest(7)));

    assertThat(unsaid())
        .extracting(Said::image)
        .containsExactlyInAnyOrder(APP, APP.repository().pinned(digest(7)));
  }

  @Test
  void tellsNoLifeThatIsOver() {
    activities.bury(
        new BuryRequest(
            life(APP, 1, new LifeState.Deleted(START), DIGEST),
            new Obituary(APP.text(), DIGEST, START, "deleted", List.of(), 0)));
    scan(START, "app:1", "example.com/x@" + DIGEST);

    assertThat(unsaid()).isEmpty();
  }

  @Test
  void saysNothingUnderANumberThatALifeHasHeard() {
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    scan(START, "example.com/x@" + DIGEST);
    tell();
    activities.remember(life(APP, 2, PRESENT, digest(2)));
    assertThat(unsaid()).isEmpty();

    scan(START.plusSeconds(1), "example.com/x@" + DIGEST);
    assertThat(unsaid()).containsExactly(new Said(APP, word(2, START.plusSeconds(1))));
  }

  @Test
  void takesNothingBackByAnIncompleteScanThoughTheLifeIsOfAnotherDigestByNow() {
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    scan(START, "example.com/x@" + DIGEST);
    tell();
    activities.remember(life(APP, 2, PRESENT, digest(2)));

    publish(1, List.of("gap"), named(OTHER));
    assertThat(unsaid()).isEmpty();
  }

  @Test
  void writesNoOlderWordOverANewerOne() {
    telling.said(new Said(APP, word(2, START)));
    telling.said(new Said(APP, word(1, START, "web")));

    assertThat(database.rows("told")).singleElement().asString().contains("number=2");
  }

  @Test
  void takesBackWhatARemovedSourceSaidUntilEveryLifeKnows() {
    scan(START, APP.text(), TWO.text());
    tell();
    configure(List.of(stage()), List.of(HUB));

    List<Said> unsay = wishes.removeSource("git", "ann", START).unsay();
    assertThat(unsay).extracting(Said::image).containsExactly(APP, TWO);
    assertThat(unsay).allMatch(said -> said.word().epoch() == 3 && said.word().count() == 0);

    telling.said(unsay.getFirst());
    assertThat(wishes.removeSource("git", "ann", START).unsay())
        .extracting(Said::image)
        .containsExactly(TWO);
    assertThat(unsaid()).extracting(Said::image).containsExactly(TWO);
    telling.said(unsay.getLast());
    assertThat(database.rows("told")).isEmpty();
  }

  @Test
  void countsOnWhereASourceIsRegisteredAnewUnderAnOldName() {
    scan(START, APP.text());
    configure(List.of(stage()), List.of(HUB));
    wishes.removeSource("git", "ann", START);
    configure(stage());

    assertThat(scans.publish("git", START.plusSeconds(9), elsewhere()).complete()).isTrue();
    assertThat(unsaid().getFirst().word().epoch()).isEqualTo(4);
  }

  private static Listing elsewhere() {
    return new Listing("git /srv/other", "", "all", List.of(named(APP.text())), List.of());
  }
}
