package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import org.junit.jupiter.api.Test;

/** Which promotion may move a floating tag. */
class FloatingMovesTest extends PromotingTest {

  private static final Reference LATEST = TARGET.tagged(new Tag("latest"));

  @Test
  void keepsNoFloatingTagForWhoOnlyWantsToKnow() {
    FloatingRequest asked =
        new FloatingRequest(id("1.2"), LATEST, new Tag("1.2"), digest(2), null, false);
    assertThat(promoting.mayFloat(asked).moves()).isTrue();
    assertThat(
            promoting
                .floating(
                    new FloatingRequest(id("1.3"), LATEST, new Tag("1.3"), digest(3), null, false))
                .moves())
        .isTrue();

    assertThat(promoting.mayFloat(asked).reason()).isEqualTo(id("1.3") + " moves it right now");
    promoting.floated(new FloatedNotice(id("1.3"), LATEST, new Tag("1.3"), digest(3)));
    assertThat(promoting.mayFloat(asked).reason()).contains("it follows 1.3");
  }
}
