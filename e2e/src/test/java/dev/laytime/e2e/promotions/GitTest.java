package dev.laytime.e2e.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.FaultyLine;
import dev.laytime.e2e.harness.Await;
import dev.laytime.image.Digest;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written into the repository of a Git server. */
@ExtendWith({ProvingGround.class, OneDelivery.class})
final class GitTest {

  private static final List<String> IMAGES = List.of("far/one", "far/two");

  private static Delivery delivery;
  private static Apps apps;
  private static FaultyLine line;

  @BeforeAll
  static void take(Delivery given) {
    delivery = given;
    apps = given.far().apps();
    line = given.far().line();
  }

  /** It goes when it has taken the first one's commit, and has not said so; the other waits. */
  @Test
  void waitsWhileItsServerIsGoneAndIsThereOnce() {
    apps.keepSilent();
    IMAGES.forEach(GitTest::order);
    IMAGES.forEach(image -> awaitThat(image, "all but Git is done", GitTest::isAtGit));
    Await.until("one is pushed", Way.LONG, () -> apps.commits().size() == 2);

    line.refuse();
    apps.answer();
    for (String image : IMAGES) {
      awaitThat(image, "it says why it waits", status -> status.cause().startsWith("Git far: "));
      assertThat(status(image).cause())
          .matches("Git far: write to %s#main .*: .+".formatted(delivery.far().url()));
      assertThat(status(image).nextAttempt()).isNotNull();
    }
    line.release();

    for (String image : IMAGES) {
      PromotionStatus end = delivery.way().stub(image + ":1.0.0").getResult(PromotionStatus.class);
      assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
      assertThat(end.cause()).isEmpty();
    }
    assertThat(apps.commits()).hasSize(IMAGES.size() + 1).doesNotHaveDuplicates();
    assertThat(apps.file()).doesNotContain("0.0.0");
  }

  private static void order(String image) {
    Digest digest = delivery.way().publish(image, "1.0.0");
    String wish = "{\"stage\": \"prod\", \"by\": \"ci\", \"digest\": \"%s\"}".formatted(digest);
    assertThat(delivery.answer(delivery.way().inDev(image + ":1.0.0"), wish))
        .contains("\"accepted\"");
  }

  private static void awaitThat(String image, String what, Predicate<PromotionStatus> holds) {
    delivery.awaitThat(image + ":1.0.0", image + ": " + what, holds);
  }

  private static PromotionStatus status(String image) {
    return delivery.way().status(image + ":1.0.0");
  }

  private static boolean isAtGit(PromotionStatus status) {
    return !status.destinations().isEmpty()
        && status.destinations().stream()
            .allMatch(destination -> destination.step() == Destination.Step.ATTESTED);
  }
}
