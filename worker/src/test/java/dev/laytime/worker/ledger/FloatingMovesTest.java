package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import org.junit.jupiter.api.Test;

/** Which promotion may move a floating tag. */
class FloatingMovesTest extends PromotingTest {

  private static final Reference LATEST = TARGET.tagged(new Tag("latest"));

  private FloatingResult may(String version, int digest, int present, boolean back) {
    return promoting.mayFloat(
        new FloatingRequest(
            id(version), LATEST, new Tag(version), digest(digest), digest(present), back));
  }

  @Test
  void followsTheNewerOfTwoVersionsThatAreTheSame() {
    promoting.floated(new FloatedNotice(id("2.0.0"), LATEST, new Tag("2.0.0"), digest(2)));
    assertThat(may("1.9.7", 2, 2, false).reason())
        .isEqualTo("it follows 2.0.0, which comes after 1.9.7");
    assertThat(may("2.0.0", 2, 2, false).moves()).as("once more").isTrue();
    assertThat(may("2.0.1", 2, 2, false).moves()).isTrue();
    assertThat(may("1.9.7", 2, 2, true).moves()).as("a way back").isTrue();
  }

  private void isThere(String tag, int digest) {
    activities.remember(
        in("prod", life(TARGET.tagged(new Tag(tag)), 1, new LifeState.Present(), digest(digest))));
  }

  @Test
  void takesOverATagThatWasThereBeforeWhereItNamesAVersion() {
    configure(path());
    isThere("latest", 23);
    isThere("2.3", 23);
    assertThat(may("2.4.0", 24, 23, false).reason())
        .as("2.3 may float, too")
        .contains("no promotion put there", "no version");

    isThere("2.3.1", 23);
    isThere("2.3.0", 23);
    isThere("3.0.0", 30);
    assertThat(may("2.4.0", 24, 23, false).moves()).isTrue();
    assertThat(may("2.3.0", 25, 23, false).reason())
        .isEqualTo("it follows 2.3.1, which comes after 2.3.0");
    assertThat(may("2.4.0", 24, 99, false).reason()).contains("no promotion put there");
  }

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
