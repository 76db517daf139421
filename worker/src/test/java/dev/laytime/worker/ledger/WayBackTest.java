package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.PromotionWishResult;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.promotion.PromotionOrder;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By which path a stage goes back, and where to. */
class WayBackTest extends PromotingTest {

  private static final Reference PROD = TARGET.tagged(new Tag("1.1"));

  private PromotionWishResult back(@Nullable String tag, @Nullable String to) {
    return ordering.back(new PromotionOrdering.RollbackWish("r9", TARGET, tag, to, "ann"));
  }

  @Test
  void goesBackByAnotherPathWhereItsOwnIsGone() {
    configure(path(), path().name("hotfix").between("eu", "prod"));
    promoted("1.1", 1);
    later(Duration.ofHours(1));
    PromotionOrder hotfix =
        new PromotionOrder(
            "h",
            "hotfix",
            PromotionOrder.Kind.PROMOTE,
            Reference.parse("eu:5000/prod/team/app:1.2"),
            digest(2),
            "prod",
            TARGET.tagged(new Tag("1.2")),
            "ann");
    remember(hotfix, PROMOTED);

    configure(path().name("hotfix").between("eu", "prod"));
    PromotionOrder order = Objects.requireNonNull(back(null, null).order());
    assertThat(order.path()).as("that of what is there").isEqualTo("hotfix");
    assertThat(order.target()).isEqualTo(PROD);
    assertThat(promoting.orders(order).forbidden()).isNull();

    configure(path().name("renamed"), path().name("elsewhere").between("dev", "eu"));
    assertThat(Objects.requireNonNull(back(null, null).order()).path())
        .as("the only one that leads there")
        .isEqualTo("renamed");

    configure(path().name("renamed").tags("2.*"), path().name("elsewhere").between("dev", "eu"));
    assertThat(back(null, null).refusal())
        .contains("path to-prod", "is not there any more", "no other one leads there");
  }

  @Test
  void leadsWhereItsPathDoes() {
    configure(path().between("dev", "prod", "eu"));
    PromotionOrder order = back("b", "1.1", digest(1));
    assertThat(ordering.destinations(order))
        .containsExactly(TARGET, Repository.parse("eu:5000/prod/team/app"));

    configure();
    assertThat(ordering.destinations(order)).containsExactly(TARGET);
  }
}
