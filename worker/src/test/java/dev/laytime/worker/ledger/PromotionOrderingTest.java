package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.promotion.PromotionOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Orders that are made of what people want. */
class PromotionOrderingTest extends PromotingTest {

  private static final Reference PROD = TARGET.tagged(new Tag("1.1"));
  private static final PromotionOrder ORDER = order("r1", "1.1", digest(1));

  // Orders of wishes

  private PromotionWishResult find(String image, @Nullable String stage) {
    return ordering.find(
        new PromotionWish("r1", Reference.parse("reg:5000/" + image), digest(1), stage, "ann"));
  }

  @Test
  void makesAnOrderOfAWish() {
    configure(path().tags("1.*"));

    assertThat(find("dev/team/app:1.1", "prod").order()).isEqualTo(ORDER);
    assertThat(find("dev/team/app:1.1", null).order()).isEqualTo(ORDER);
    assertThat(ordering.id(ORDER)).isEqualTo(id("1.1"));
    assertThat(find("dev/team/app:2.0", "prod").refusal()).contains("goes no path", "to-prod");
    assertThat(find("dev/team/app:1.1", "eu").refusal())
        .isEqualTo("no path leads from stage dev to eu; from there one can go to [prod]");
    assertThat(find("elsewhere/team/app:1.1", "prod").refusal()).contains("in a stage");
    assertThat(find("dev/team/app@" + digest(1), "prod").refusal()).contains("no image by tag");
  }

  @Test
  void saysWhichPathsThereAreWhereAnImageGoesSeveral() {
    configure(path(), path().name("to-eu").between("dev", "eu"));

    assertThat(find("dev/team/app:1.1", null).refusal())
        .contains("to-prod (to prod)", "to-eu (to eu)");
    assertThat(find("dev/team/app:1.1", "prod").order()).isEqualTo(ORDER);
  }

  private PromotionWishResult back(@Nullable String tag, @Nullable String to) {
    return ordering.back(new PromotionOrdering.RollbackWish("r9", TARGET, tag, to, "ann"));
  }

  @Test
  void goesBackToWhatWasThereBefore() {
    configure(path());
    assertThat(back(null, null).refusal()).contains("nothing was promoted");
    promoted("1.1", 1);
    assertThat(back(null, null).refusal()).contains("before what is there now");
    promoted("1.2", 2);
    promoted("1.3", 3);

    PromotionOrder order = Objects.requireNonNull(back(null, null).order());
    assertThat(order.digest()).isEqualTo(digest(2));
    assertThat(order.target()).isEqualTo(TARGET.tagged(new Tag("1.2")));
    assertThat(order.kind()).isEqualTo(PromotionOrder.Kind.ROLLBACK);
    assertThat(promoting.orders(order)).extracting(PromotionOrders::forbidden).isNull();
    assertThat(Objects.requireNonNull(back(null, "1.1").order()).digest()).isEqualTo(digest(1));
    assertThat(Objects.requireNonNull(back("1.3", digest(1).value()).order()).target())
        .isEqualTo(PROD);
    assertThat(back(null, "1.9").refusal()).contains("no promotion brought 1.9");
  }

  @Test
  void goesBackFromNothingThatIsNotThere() {
    configure(path());
    promoted("2.2.0", 22);
    promoted("2.3.0", 23);
    promoted("1.9.9", 19);
    assertThat(Objects.requireNonNull(back("2.3.0", null).order()).digest()).isEqualTo(digest(22));
    assertThat(back("1.9.9", null).refusal())
        .isEqualTo(
            TARGET
                + " is at 2.3.0 by now, and not at 1.9.9: say with --to what it shall go back to");
    assertThat(back("2.2.0", null).refusal()).contains("is at 2.3.0 by now");
    assertThat(back("9.9", null).refusal()).contains("no promotion brought 9.9");
    assertThat(Objects.requireNonNull(back("2.3.0", "1.9.9").order()).digest())
        .isEqualTo(digest(19));
  }

  @Test
  void takesAFloatingTagForWhatItFollows() {
    configure(path());
    promoted("2.2.0", 22);
    promoted("2.3.0", 23);
    promoted("1.9.9", 19);
    floated("latest", "2.3.0", 23);
    floated("1", "1.9.9", 19);
    assertThat(Objects.requireNonNull(back("latest", null).order()).digest()).isEqualTo(digest(22));
    assertThat(back("1", null).refusal())
        .contains("is at 2.3.0 by now, and not at 1.9.9, which 1 follows");
  }

  private void floated(String tag, String version, int digest) {
    promoting.floated(
        new FloatedNotice(
            id(version), TARGET.tagged(new Tag(tag)), new Tag(version), digest(digest)));
  }

  @Test
  void goesBackInTheLineOfATag() {
    configure(path().tags("2.*").keepLast(1).line("v2"));
    promoted("2.2.0", 22);
    promoted("2.3.0", 23);
    configure(
        path().name("to-prod-2").tags("2.*").keepLast(1).line("v2"),
        path().tags("1.*").keepLast(1).line("v1"));
    promoted("1.9.8", 18);
    promoted("1.9.9", 19);

    assertThat(Objects.requireNonNull(back("1.9.9", null).order()).digest()).isEqualTo(digest(18));
    assertThat(Objects.requireNonNull(back("2.3.0", null).order()).digest()).isEqualTo(digest(22));
    assertThat(back(null, null).refusal()).contains("say which, as in " + TARGET + ":1.9.9");
    assertThat(Objects.requireNonNull(back(null, "2.2.0").order()).digest()).isEqualTo(digest(22));
    assertThat(back("1.9.9", "2.2.0").refusal()).contains("no promotion brought 2.2.0");
  }

  @Test
  void asksForTheTagWhereTagsAreMoved() {
    configure(path().moves());
    promoted("canary", 7);
    promoted("stable", 1);
    promoted("stable", 2);

    assertThat(back(null, null).refusal()).contains("say which");
    PromotionOrder order = Objects.requireNonNull(back("stable", null).order());
    assertThat(order.digest()).isEqualTo(digest(1));
    assertThat(order.target()).isEqualTo(TARGET.tagged(new Tag("stable")));
  }
}
