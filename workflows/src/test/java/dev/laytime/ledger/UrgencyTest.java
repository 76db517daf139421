package dev.laytime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UrgencyTest {

  @ParameterizedTest
  @CsvSource({"1, AWAITED", "2, AWAITED", "3, ORDERED", "4, REFRESH", "5, REFRESH", "0, ORDERED"})
  void isThePriorityOfATask(int priority, Urgency urgency) {
    assertThat(Urgency.of(priority)).isEqualTo(urgency);
  }

  @ParameterizedTest
  @EnumSource
  void comesBackFromItsPriority(Urgency urgency) {
    assertThat(Urgency.of(urgency.priority())).isEqualTo(urgency);
  }
}
