package dev.laytime.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RatioTest {

  @Test
  void isTheGeometricMeanOfTheRounds() {
    assertThat(Ratio.of(List.of(2.0, 8.0), List.of(1.0, 1.0)).mean()).isCloseTo(4, within(1e-9));
  }

  @Test
  void pairsTheRoundsSoThatABusyMinuteCountsForBoth() {
    Ratio ratio = Ratio.of(List.of(1.0, 10.0, 5.0), List.of(2.0, 20.0, 10.0));

    assertThat(ratio.low()).isCloseTo(0.5, within(1e-9));
    assertThat(ratio.high()).isCloseTo(0.5, within(1e-9));
    assertThat(ratio.isDifference()).isTrue();
  }

  /** Logarithms 0, 1 and 2: mean 1, deviation 1, so that the margin is 4.303 / √3. */
  @Test
  void hasStudentsIntervalOfTheLogarithms() {
    Ratio ratio = Ratio.of(List.of(1.0, Math.E, Math.E * Math.E), List.of(1.0, 1.0, 1.0));

    assertThat(Math.log(ratio.low())).isCloseTo(1 - 4.303 / Math.sqrt(3), within(1e-9));
    assertThat(Math.log(ratio.high())).isCloseTo(1 + 4.303 / Math.sqrt(3), within(1e-9));
    assertThat(ratio.isDifference()).isFalse();
  }

  @Test
  void hasNoIntervalAfterOneRound() {
    assertThat(Ratio.of(List.of(2.0), List.of(1.0)).isBounded()).isFalse();
  }

  @Test
  void takesWhatNoClockSawForHalfATick() {
    assertThat(Ratio.of(List.of(0.0), List.of(0.01)).mean()).isCloseTo(0.5, within(1e-9));
  }
}
