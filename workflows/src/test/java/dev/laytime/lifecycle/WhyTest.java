package dev.laytime.lifecycle;

import static dev.laytime.lifecycle.Lives.DEADLINE;
import static dev.laytime.lifecycle.Lives.DIGEST;
import static dev.laytime.lifecycle.Lives.POLICY;
import static dev.laytime.lifecycle.Lives.START;
import static dev.laytime.lifecycle.Lives.UNTIL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every image can say why it is still here. */
class WhyTest {

  @Test
  void saysUntilWhenAnUnusedImageStays() {
    Why why = why(Lives.unused(), START);
    assertThat(why.state()).isEqualTo("UNUSED");
    assertThat(why.deadline()).isEqualTo(DEADLINE);
    assertThat(why.next()).isEqualTo(DEADLINE);
    assertThat(why.digest()).isEqualTo(DIGEST);
    assertThat(why.stage()).isEqualTo("prod");
    assertThat(why.source()).isEqualTo(Lives.UPSTREAM.text());
    assertThat(why.reasons())
        .containsExactly(
            "nothing names it since " + START + "; its grace period ends at " + DEADLINE);
  }

  @Test
  void saysUntilWhenItIsHeld() {
    assertThat(why(Lives.quarantined(), DEADLINE).deadline()).isEqualTo(UNTIL);
  }

  @Test
  void keepsTheDeadlineInSightThroughAFailure() {
    Life failing = Lives.after(Lives.unused(), new Fact.Failed(DEADLINE, "no ledger", null));
    Why why = why(failing, DEADLINE);
    assertThat(why.state()).isEqualTo("FAILING");
    assertThat(why.deadline()).isEqualTo(DEADLINE);
    assertThat(why.attempts()).isEqualTo(1);
    assertThat(why.reasons()).containsExactly("trying again: no ledger");
  }

  @ParameterizedTest
  @MethodSource("lives")
  void alwaysHasAReason(Life life) {
    assertThat(why(life, START).reasons()).isNotEmpty().noneMatch(String::isBlank);
    assertThat(why(life, UNTIL).reasons()).isNotEmpty().noneMatch(String::isBlank);
  }

  static Stream<Life> lives() {
    return Stream.of(
        Life.begin(Lives.IMAGE, START),
        Lives.wanted(),
        Lives.copying(),
        Lives.present(),
        Lives.unused(),
        Lives.cleared(DEADLINE),
        Lives.leaving(Errand.Kind.QUARANTINE, Lives.cleared(DEADLINE), DEADLINE),
        Lives.quarantined());
  }

  private static Why why(Life life, Instant now) {
    return Why.of(life, POLICY, Lifecycle.decide(life, POLICY, now), List.of());
  }
}
