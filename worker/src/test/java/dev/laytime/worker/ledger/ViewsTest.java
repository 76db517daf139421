package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.laytime.activity.PinRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.TagPattern;
import dev.laytime.view.ImagesPage;
import dev.laytime.view.PlanView;
import dev.laytime.view.SourcesView;
import dev.laytime.view.StagesView;
import dev.laytime.view.WhyView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewsTest extends LedgerTest {

  private static final LifeState PRESENT = new LifeState.Present();
  private static final Instant DEADLINE = START.plus(GRACE);

  @BeforeEach
  void register() {
    configure(stage());
  }

  // images

  @Test
  void saysThatNobodyWhoNamesAnImageMayOrderIt() {
    MirrorRule limited = HUB.limitedTo(new OrderLimits(List.of("**"), List.of("team-*")));
    configure(List.of(stage()), List.of(limited), "git");
    assertThat(views.why(APP, START).lives()).isEmpty();

    scan(START, APP.text());
    assertThat(views.why(APP, START).lives())
        .singleElement()
        .satisfies(life ->
            assertThat(life.decided())
                .containsExactly(
                    "nobody who names it may order it: the rule of %s lets team-*, of **"
                        .formatted(HUB.target())));
  }

  @Test
  void saysThatNobodyMayOrderATagThatItsMirrorDenies() {
    TagPattern tag = new TagPattern.Exact(Objects.requireNonNull(APP.tag()));
    MirrorRule denying = HUB.limitedTo(OrderLimits.NONE.denying(List.of(tag)));
    configure(List.of(stage()), List.of(denying), "git");
    scan(START, APP.text());
    assertThat(telling.owed(10)).as("no life is told to come").isEmpty();
    assertThat(views.why(APP, START).lives())
        .singleElement()
        .satisfies(life ->
            assertThat(life.decided())
                .containsExactly(
                    "nobody may order it: the mirror into %s denies its tag"
                        .formatted(HUB.target())));

    configure(List.of(stage()), List.of(HUB), "git");
    scan(START.plusSeconds(1), APP.text());
    assertThat(views.why(APP, START).lives().stream().flatMap(life -> life.decided().stream()))
        .isEmpty();
  }

  @Test
  void listsImagesByNamePageByPage() {
    for (int i = 0; i < 25; i++) {
      activities.remember(
          life(APP.repository().tagged(new Tag("n%02d".formatted(i))), 1, PRESENT, DIGEST));
    }
    List<String> listed = new ArrayList<>();
    String after = null;
    do {
      ImagesPage page = views.images(null, null, null, after, 10);
      page.images().forEach(row -> listed.add(row.image()));
      after = page.next();
    } while (after != null);

    assertThat(listed).hasSize(25).isSorted().doesNotHaveDuplicates();
    assertThat(views.images(null, null, null, null, 25).next()).isNull();
  }

  @Test
  void listsWhatIsAskedFor() {
    Reference other = Reference.parse("reg:5000/demo/x:1");
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    activities.remember(life(other, 1, unused(), digest(2)));
    activities.pin(new PinRequest(other, new Pin(START, "ann", ""), "ann", START));

    ImagesPage.Row row =
        new ImagesPage.Row(
            other.text(), "demo", "UNUSED", digest(2), DEADLINE, true, "because", START);
    assertThat(views.images("demo", "reg:5000/demo/x", "UNUSED", null, 10))
        .isEqualTo(new ImagesPage(List.of(row), null));
    assertThat(views.images("none", null, null, null, 10).images()).isEmpty();
    assertThat(views.images(null, null, "WANTED", null, 10).images()).isEmpty();

    clock.pass(Duration.ofSeconds(1));
    assertThat(views.images(null, null, "UNUSED", null, 10).images().getFirst().pinned()).isFalse();
  }

  // why

  @Test
  void knowsNothingOfAnImageWithoutAStory() {
    assertThat(views.why(APP, START)).isEqualTo(new WhyView(APP.text(), List.of()));
  }

  @Test
  void answersForWhatAReferenceClaims() {
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    Reference upstream = Reference.parse("docker.io/library/app:1");

    assertThat(views.why(upstream, START).lives())
        .extracting(WhyView.OneLife::image)
        .containsExactly(APP.text());
  }

  @Test
  void answersForTheLivesThatHoldADigest() {
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    learn(APP, DIGEST, digest(7));

    assertThat(views.why(Reference.parse("example.com/x@" + digest(7)), START).lives())
        .extracting(WhyView.OneLife::image)
        .containsExactly(APP.text());
  }

  @Test
  void saysWhatEverySourceSaysNow() {
    configure(List.of(stage()), List.of(HUB), "cluster", "git", "late");
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    Instant last = START.plus(GRACE);
    trusted(last, OTHER);
    scans.publish("cluster", last, listing(List.of("gap"), APP.text()));

    assertThat(views.why(APP, last).lives().getFirst().sources())
        .containsExactly(
            new WhyView.SourceWord(
                "cluster",
                "named",
                List.of("Deployment shop/web, container app (web.yaml#1)"),
                last,
                "scan #1 was not complete; it missed: gap"),
            new WhyView.SourceWord("git", "not named", List.of("looked at: all"), last),
            new WhyView.SourceWord("late", "not yet", List.of("it was never scanned"), null));
  }

  // plan

  @Test
  void plansWhatLeavesNextSoonestFirst() {
    Reference soon = Reference.parse("reg:5000/demo/hub/app:soon");
    unused(APP, DIGEST);
    activities.remember(life(soon, 1, quarantined(START), digest(2)));
    trusted(START.plus(GRACE).minusSeconds(1), OTHER);

    assertThat(views.plan(null, START.plus(GRACE).minusSeconds(1)).removals())
        .containsExactly(
            new PlanView.Removal(
                soon.text(),
                digest(2),
                "demo",
                "delete",
                START.plus(Duration.ofDays(7)),
                List.of(
                    "what "
                        + digest(2)
                        + " is made of is not written down, so no source can be"
                        + " asked about its parts"),
                null),
            new PlanView.Removal(
                APP.text(), DIGEST, "demo", "quarantine", DEADLINE, List.of(), 500L));
  }

  @Test
  void plansEachStageByItselfAndSaysHowManyMoreThereAre() {
    Reference there = Reference.parse("reg:5000/prod/app:1");
    configure(
        List.of(stage().observing(), stage().name("prod", "reg:5000/prod")), List.of(HUB), "git");
    for (int i = 0; i < 501; i++) {
      activities.remember(
          life(Reference.parse("reg:5000/demo/app:" + i), 1, unused(), digest(i + 1)));
    }
    LifeState later = new LifeState.Unused(START, START.plus(GRACE).plusSeconds(1));
    activities.remember(in("prod", life(there, 1, later, digest(1))));

    PlanView plan = views.plan(null, START);
    assertThat(plan.removals())
        .hasSize(501)
        .last()
        .extracting(PlanView.Removal::image)
        .isEqualTo(there.text());
    assertThat(plan.more()).isEqualTo(1);
    assertThat(views.plan("prod", START).removals()).hasSize(1);
    assertThat(views.plan("prod", START).more()).isZero();
  }

  @Test
  void plansTheBytesThatNothingHoldsOnceTheFirstOnesAreGone() {
    Reference soon = Reference.parse("reg:5000/demo/hub/app:soon");
    Reference used = Reference.parse("reg:5000/demo/hub/app:used");
    unused(APP, DIGEST);
    activities.remember(life(soon, 1, quarantined(START), digest(2)));
    activities.remember(life(used, 1, PRESENT, digest(3)));
    Digest leaving = digest(50);
    Digest kept = digest(51);
    learn(APP, DIGEST, leaving, kept);
    learn(soon, digest(2), leaving);
    learn(used, digest(3), kept);

    assertThat(views.plan(null, START).removals())
        .extracting(PlanView.Removal::image, PlanView.Removal::bytes)
        .containsExactly(tuple(soon.text(), 500L), tuple(APP.text(), 600L));
  }

  @Test
  void plansNoBytesOfATagWhoseDigestHasAnother() {
    Reference other = Reference.parse("reg:5000/demo/hub/app:other");
    unused(APP, DIGEST);
    activities.remember(life(other, 1, PRESENT, DIGEST));

    assertThat(views.plan(null, START).removals().getFirst().bytes()).isZero();
  }

  @Test
  void plansWithWhatIsKnownToStopIt() {
    RetentionRule rule = new RetentionRule(List.of(), List.of(), null, GRACE.plusDays(1), null);
    configure(List.of(stage().retention(rule)), List.of(HUB), "git");
    unused(APP, DIGEST);
    trusted(START, OTHER);

    assertThat(views.plan("demo", START).removals().getFirst().blockedBy())
        .singleElement()
        .asString()
        .startsWith("retention: younger than");

    configure(List.of(stage().observing()), List.of(HUB), "git");
    assertThat(views.plan("demo", START).removals().getFirst().blockedBy())
        .singleElement()
        .asString()
        .contains("only observes");
  }

  // sources and stages

  @Test
  void showsASourceBeforeItsFirstScanAndAfterwards() {
    assertThat(views.sources().sources())
        .containsExactly(
            new SourcesView.Source(
                "git", "directory", true, "", null, null, 0, 0, List.of(), "", null, null, ""));

    scan(START, OTHER);
    assertThat(views.sources().sources().getFirst().trustedFrom()).isNull();
    scan(START.plusSeconds(1), OTHER);
    scans.publish("git", START.plusSeconds(2), listing(List.of("gap"), OTHER, APP.text()));

    assertThat(views.sources().sources())
        .containsExactly(
            new SourcesView.Source(
                "git",
                "directory",
                true,
                "git /srv/manifests",
                START.plusSeconds(2),
                START.plusSeconds(1),
                3,
                2,
                List.of("gap"),
                "",
                START.plus(GRACE),
                START.plusSeconds(1).plus(SCAN.multipliedBy(2)).plusSeconds(5),
                "all"));
  }

  @Test
  void saysOfNoSourceThatItCountsWhileItsWordIsDoubted() {
    trusted(START, images(12));
    Instant now = START.plusSeconds(1);
    assertThat(onlySource().counts(now)).isTrue();
    assertThat(onlySource().counts(START.plus(SCAN.multipliedBy(2)).plusSeconds(5))).isTrue();
    assertThat(onlySource().counts(START.plus(SCAN.multipliedBy(2)).plusSeconds(6))).isFalse();
    assertThat(onlySource().counts(START.minusSeconds(1))).as("before it is trusted").isFalse();

    scan(now, OTHER);
    assertThat(onlySource().held()).isNotEmpty();
    assertThat(onlySource().countsUntil()).isNull();
  }

  @Test
  void saysOfNoSourceThatItCountsWhileNobodyScansIt() {
    trusted(START, OTHER);
    configure(List.of(stage()), List.of(HUB));

    assertThat(onlySource().configured()).isFalse();
    assertThat(onlySource().counts(START.plusSeconds(1))).isFalse();
  }

  private SourcesView.Source onlySource() {
    return views.sources().sources().getFirst();
  }

  @Test
  void showsStagesWithTheirImages() {
    owned("neighbour");
    activities.remember(life(APP, 1, PRESENT, DIGEST));
    unused(Reference.parse("reg:5000/demo/x:1"), DIGEST);
    unused(Reference.parse("reg:5000/demo/y:1"), DIGEST);

    StagesView.Stage shown = views.stages().stages().getFirst();
    assertThat(shown)
        .isEqualTo(
            new StagesView.Stage(
                "demo",
                "reg:5000/demo",
                "enabled",
                shown.objection(),
                null,
                List.of("neighbour"),
                Map.of("PRESENT", 1, "UNUSED", 2)));
    assertThat(shown.objection()).contains("neighbour");

    configure(stage().dryRun());
    assertThat(views.stages().stages().getFirst().objection())
        .isEqualTo("dry run: nothing is written");
  }

  @Test
  void showsWhoPausedAStageForAsLongAsThatHolds() {
    Instant until = DEADLINE.plusSeconds(60);
    unused(APP, DIGEST);
    wishes.pauseStage("demo", "ann", "incident", until, START);
    StagePause pause = new StagePause("demo", "ann", "incident", START, until);

    assertThat(views.stages().stages().getFirst().pause()).isEqualTo(pause);
    PlanView plan = views.plan("demo", START);
    assertThat(plan.pauses()).containsExactly(pause);
    assertThat(plan.removals().getFirst().blockedBy()).containsExactly(pause.toString());
    assertThat(views.plan("other", START).pauses()).isEmpty();
    assertThat(views.why(APP, START).lives().getFirst().decided())
        .containsExactly(pause.toString());

    clock.set(until);
    assertThat(views.stages().stages().getFirst().pause()).isNull();
    assertThat(views.plan(null, until).pauses()).isEmpty();
    assertThat(views.why(APP, until).lives().getFirst().decided()).isEmpty();
  }
}
