package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.StageTarget;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts for a promotion, as the ledger has it. */
class PromotionFactsTest extends PromotingTest {

  private static final Reference DEV = SOURCE.tagged(new Tag("1.1"));
  private static final Reference PROD = TARGET.tagged(new Tag("1.1"));
  private static final PromotionOrder ORDER = order("r1", "1.1", digest(1));

  private static PromotionOrder other(Reference source, Reference target) {
    return new PromotionOrder(
        "r1", "to-prod", PromotionOrder.Kind.PROMOTE, source, digest(1), "prod", target, "ann");
  }

  // The path

  @Test
  void hasNoPathWhereNoneIsCalledSoOrAStageIsGone() {
    configure();
    assertThat(promoting.orders(ORDER).path()).isNull();

    configure(path().between("dev", "prod", "gone"));
    assertThat(promoting.orders(ORDER).path()).isNull();

    configure(path());
    assertThat(promoting.orders(ORDER).path()).isEqualTo(path().settings().path());
  }

  @Test
  void namesTheImageInEveryDestination() {
    configure(path().between("dev", "prod", "eu"));

    assertThat(promoting.orders(ORDER).targets())
        .containsExactly(
            new StageTarget("prod", PROD),
            new StageTarget("eu", Reference.parse("eu:5000/prod/team/app:1.1")));
  }

  @Test
  void refusesWhatDoesNotGoItsPathWhoeverOrderedIt() {
    configure(path().repositories("team/*").tags("1.*"));
    assertThat(promoting.orders(ORDER).forbidden()).isNull();

    assertThat(
            promoting
                .orders(other(Reference.parse("evil:5000/dev/team/app:1.1"), PROD))
                .forbidden())
        .contains("is another image");
    assertThat(promoting.orders(other(SOURCE.tagged(new Tag("1.2")), PROD)).forbidden())
        .contains("is another image");
    assertThat(
            promoting
                .orders(other(DEV, Reference.parse("reg:5000/elsewhere/team/app:1.1")))
                .forbidden())
        .contains("leads into stage prod");
    assertThat(
            promoting
                .orders(other(SOURCE.tagged(new Tag("2.0")), TARGET.tagged(new Tag("2.0"))))
                .forbidden())
        .contains("see its repositories and tags");
    assertThat(
            promoting
                .orders(
                    other(
                        Reference.parse("reg:5000/dev/other/app:1.1"),
                        Reference.parse("reg:5000/prod/other/app:1.1")))
                .forbidden())
        .contains("see its repositories and tags");
  }

  @Test
  void goesBackOnlyToWhatWasThereUnderThatTag() {
    configure(path());
    promoted("1.1", 1);

    assertThat(promoting.orders(back("b", "1.1", digest(1))).forbidden()).isNull();
    assertThat(promoting.orders(back("b", "1.1", digest(2))).forbidden())
        .contains("no promotion brought");
    assertThat(promoting.orders(back("b", "1.2", digest(1))).forbidden())
        .contains("no promotion brought");
  }

  @Test
  void hearsWhatPeopleForbidInAnyDestination() {
    configure(path().between("dev", "prod", "eu"));
    wishes.forbid(Reference.parse("eu:5000/prod/team/app:1.1"), "bob", "broken", clock.instant());
    assertThat(promoting.orders(ORDER).forbidden())
        .startsWith("eu:5000/prod/team/app:1.1 is forbidden by bob")
        .endsWith("broken");

    wishes.allow(Reference.parse("eu:5000/prod/team/app:1.1"), "bob", clock.instant());
    assertThat(promoting.orders(ORDER).forbidden()).isNull();

    wishes.forbid(DEV.withDigest(digest(1)), "bob", "stolen key", clock.instant());
    assertThat(promoting.orders(ORDER).forbidden()).contains("stolen key");
  }

  // Presence

  @Test
  void knowsSinceWhenTheSourceHasItWithoutABreak() {
    configure(path());
    assertThat(promoting.orders(ORDER).presentSince()).isNull();

    appears("team/app:1.1", 1);
    later(Duration.ofHours(1));
    activities.remember(in("dev", life(DEV, 1, unused(), digest(1))));
    assertThat(promoting.orders(ORDER).presentSince()).isEqualTo(START);
    assertThat(promoting.orders(order("r1", "1.1", digest(2))).presentSince()).isNull();

    later(Duration.ofHours(1));
    appears("team/app:1.1", 2);
    appears("team/app:1.1", 1);
    assertThat(promoting.orders(ORDER).presentSince()).isEqualTo(now());
  }

  @Test
  void takesEveryDoubtAboutTheSourceForABreak() {
    configure(path());
    appears("team/app:1.1", 1);
    later(Duration.ofHours(1));

    activities.remember(in("dev", life(DEV, 1, new LifeState.Wanted(), digest(1))));
    assertThat(promoting.orders(ORDER).presentSince()).isNull();

    appears("team/app:1.1", 1);
    assertThat(promoting.orders(ORDER).presentSince()).isEqualTo(now());

    activities.remember(in("dev", life(DEV, 2, quarantined(now()), digest(1))));
    assertThat(promoting.orders(ORDER).presentSince()).isNull();
  }

  @Test
  void tellsWhatIsUnderATag() {
    configure(path());
    assertThat(ordering.present(DEV)).isEmpty();
    appears("team/app:1.1", 1);
    assertThat(ordering.present(DEV)).contains(digest(1));
  }

  // Released versions

  @Test
  void knowsAVersionThatWasReleasedAsSomethingElse() {
    configure(path().between("dev", "prod", "eu"));
    promoting.remember(
        status(
            order("r0", "1.1", digest(9)),
            PromotionState.REFUSED,
            destination(
                "eu", Reference.parse("eu:5000/prod/team/app:1.1"), Destination.Step.TAGGED)));

    assertThat(promoting.orders(ORDER).released()).isEqualTo(digest(9));
    assertThat(promoting.orders(order("r1", "1.1", digest(9))).released()).isNull();
    assertThat(promoting.orders(order("r1", "1.2", digest(1))).released()).isNull();
  }

  @Test
  void letsWhatIsNoVersionAndWhatNeverArrivedBeSomethingElse() {
    configure(path());
    promoted("stable", 9);
    assertThat(promoting.orders(order("r1", "stable", digest(1))).released()).isNull();

    remember(order("r0", "1.1", digest(9)), PromotionState.EXPIRED);
    assertThat(promoting.orders(ORDER).released()).isNull();
  }

  @Test
  void tellsWhenGatesAreOpenByTheClockOfTheirZone() {
    configure(
        path()
            .gates(
                new Gate.Opened(
                    "day", List.of(), LocalTime.MIDNIGHT, LocalTime.NOON, ZoneOffset.UTC)));
    Instant midnight = now().truncatedTo(ChronoUnit.DAYS);
    assertThat(promoting.orders(ORDER).openings())
        .singleElement()
        .satisfies(opening -> {
          assertThat(opening.gate()).isEqualTo("day");
          assertThat(opening.closes()).isAfter(now());
          assertThat(opening.opens()).isAfterOrEqualTo(midnight);
        });
  }
}
