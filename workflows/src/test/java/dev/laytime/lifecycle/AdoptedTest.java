package dev.laytime.lifecycle;

import static dev.laytime.lifecycle.Lives.DIGEST;
import static dev.laytime.lifecycle.Lives.GRACE;
import static dev.laytime.lifecycle.Lives.IMAGE;
import static dev.laytime.lifecycle.Lives.OTHER;
import static dev.laytime.lifecycle.Lives.POLICY;
import static dev.laytime.lifecycle.Lives.START;
import static dev.laytime.lifecycle.Lives.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an image may leave that a sweep found in a stage which was taken over. */
class AdoptedTest {

  private static final Memory SWEPT =
      new Memory(0, START, null, null, null, null, null, List.of(), false, true);
  private static final Instant LATER = START.plus(GRACE).plus(Spread.ofAdopted(IMAGE, GRACE));

  private static Life found(Fact... before) {
    Life begun = Lives.after(Life.begin(IMAGE, START), before);
    return Lives.present(Lives.after(begun, new Fact.Recalled(START, SWEPT)));
  }

  private static Instant deadline(Life life, Instant now) {
    Decision.Become become = (Decision.Become) Lifecycle.decide(life, POLICY, now);
    return ((LifeState.Unused) become.state()).deadline();
  }

  @Test
  void getsUpToATenthMoreThanItsGracePeriod() {
    assertThat(deadline(found(), START)).isEqualTo(LATER);
    assertThat(LATER).isBetween(START.plus(GRACE), START.plus(GRACE).plus(GRACE.dividedBy(10)));
    assertThat(Spread.ofAdopted(IMAGE, GRACE)).as("this image, for the test's sake").isPositive();
    assertThat(deadline(Lives.present(), START)).isEqualTo(START.plus(GRACE));
  }

  @Test
  void waitsForThatDeadlineAndNoOther() {
    Life unused =
        Lives.after(found(), new Fact.Became(START, new LifeState.Unused(START, LATER), ""));
    assertThat(Lifecycle.decide(unused, POLICY, LATER.minusMillis(1)))
        .isInstanceOf(Decision.Rest.class);
    assertThat(Lifecycle.decide(unused, POLICY, LATER)).isInstanceOf(Decision.Ask.class);
  }

  @Test
  void countsLikeAnyOtherOnceASourceHasNamedIt() {
    Instant end = START.plus(Duration.ofDays(1));
    Life named = Lives.after(found(), Lives.said(START, 1, 1), Lives.said(end, 2, 0));
    assertThat(named.adopted()).isFalse();
    assertThat(deadline(named, end)).isEqualTo(end.plus(GRACE));
    assertThat(found(Lives.said(START, 1, 1)).adopted()).as("named before it began").isFalse();
  }

  @Test
  void isNotAdoptedOnceSomethingElseIsBroughtThere() {
    Offer offer = new Offer(UPSTREAM, OTHER, "hub");
    assertThat(Lives.after(found(), new Fact.Offered(START, offer)).adopted()).isFalse();
    assertThat(found(new Fact.Offered(START, offer)).adopted()).isFalse();
  }

  @Test
  void staysAdoptedWhereItsNameMovesBySomebodyElsesHand() {
    Life moved = Lives.after(found(), new Fact.Found(START.plusSeconds(1), OTHER));
    assertThat(moved.adopted()).isTrue();
    assertThat(moved.displaced()).containsExactly(DIGEST);
  }
}
