package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.view.WhyView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of the promotions of an image. */
class PromotedWordsTest extends PromotingTest {

  private static final Reference DEV = SOURCE.tagged(new Tag("1.1"));
  private static final Reference PROD = TARGET.tagged(new Tag("1.1"));
  private static final PromotionOrder ORDER = order("r1", "1.1", digest(1));

  private void gates() {
    configure(
        path().gates(new Gate.Approved("approved", 1, true, List.of()), new Gate.Checked("smoke")));
  }

  @Test
  void tellsWhyAnImageIsWhereItIsWithItsPromotionsAndTheGatesTheyWaitFor() {
    gates();
    promoted("1.1", 9);
    later(Duration.ofHours(1));
    promoting.remember(
        new PromotionStatus(
            id("1.1"),
            ORDER,
            PromotionState.WAITING,
            List.of(
                new Gate.Report("approved", Gate.Verdict.WAITING, "0 of 1 approvals", null),
                new Gate.Report("smoke", Gate.Verdict.PASSED, "passed", null)),
            List.of(),
            List.of(),
            List.of(),
            "",
            now(),
            null,
            null,
            List.of()));

    List<WhyView.Promoted> from = why(DEV);
    assertThat(from).extracting(WhyView.Promoted::takes).containsExactly(true, true);
    assertThat(from.getFirst().state()).isEqualTo(PromotionState.WAITING);
    assertThat(from.getFirst().waitsFor())
        .extracting(Gate.Report::reason)
        .containsExactly("0 of 1 approvals");
    assertThat(why(PROD))
        .extracting(WhyView.Promoted::digest)
        .containsExactly(digest(1), digest(9));
    assertThat(why(PROD)).noneMatch(WhyView.Promoted::takes);
    assertThat(why(TARGET.pinned(digest(9)))).hasSize(1);
  }

  private List<WhyView.Promoted> why(Reference image) {
    return ledger.views().why(image, now()).lives().getFirst().promotions();
  }
}
