package dev.laytime.lifecycle;

import static dev.laytime.lifecycle.Lives.DIGEST;
import static dev.laytime.lifecycle.Lives.OTHER;
import static dev.laytime.lifecycle.Lives.POLICY;
import static dev.laytime.lifecycle.Lives.START;
import static dev.laytime.lifecycle.Lives.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import org.junit.jupiter.api.Test;

/** What is offered for a name that must not name anything else by then. */
class ExpectedOfferTest {

  private static final Digest THIRD = Digest.of("sha256", "ef".repeat(32));

  private static Life offered(ExpectedTag expected) {
    Offer offer = new Offer(UPSTREAM, OTHER, "promotion release", expected);
    return Lives.after(Lives.present(), new Fact.Offered(START, offer));
  }

  private static Decision decide(Life life) {
    return Lifecycle.decide(life, POLICY, START.plusSeconds(1));
  }

  @Test
  void looksBeforeItBringsAnything() {
    Life life = offered(new ExpectedTag(null));
    assertThat(life.displaced()).isEmpty();
    assertThat(decide(life)).isInstanceOf(Decision.Look.class);
  }

  @Test
  void bringsItWhereTheNameIsAsExpected() {
    Life life =
        Lives.after(
            offered(new ExpectedTag(DIGEST)),
            new Fact.Held(START, DIGEST, true),
            new Fact.Found(START.plusSeconds(1), DIGEST));
    assertThat(decide(life)).isEqualTo(new Decision.Acquire(UPSTREAM, OTHER));
  }

  @Test
  void holdsWhatIsThereBeforeItTakesItsPlace() {
    Life life =
        Lives.after(offered(new ExpectedTag(THIRD)), new Fact.Found(START.plusSeconds(1), THIRD));
    assertThat(life.offer()).isNotNull();
    assertThat(life.displaced()).containsExactlyInAnyOrder(DIGEST, THIRD);
  }

  @Test
  void leavesAloneWhatSomebodyElsePutThere() {
    Life life =
        Lives.after(offered(new ExpectedTag(null)), new Fact.Found(START.plusSeconds(1), DIGEST));
    assertThat(life.offer()).isNull();
    assertThat(life.displaced()).isEmpty();
    assertThat(life.digest()).isEqualTo(DIGEST);
    assertThat(life.state()).isInstanceOf(LifeState.Present.class);
    assertThat(life.news().getLast().text())
        .isEqualTo(
            "promotion release leaves it alone: it is %s here, and was to be nothing"
                .formatted(DIGEST));
  }

  @Test
  void findsOutAfterACopyThatWasRefusedForIt() {
    Life copying =
        Lives.after(
            offered(new ExpectedTag(DIGEST)),
            new Fact.Held(START, DIGEST, true),
            new Fact.Found(START.plusSeconds(1), DIGEST),
            new Fact.Sent(
                START.plusSeconds(2),
                new Errand(
                    Errand.Kind.COPY,
                    "c1",
                    START.plusSeconds(2),
                    START.plusSeconds(3600),
                    java.time.Duration.ZERO,
                    false,
                    UPSTREAM)),
            new Fact.CopyFailed(START.plusSeconds(3), "c1", "somebody else wrote it", null),
            new Fact.Found(START.plusSeconds(900), THIRD));
    assertThat(copying.offer()).isNull();
    assertThat(copying.digest()).isEqualTo(THIRD);
  }
}
