package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovalTimeTest {

  @ParameterizedTest
  @CsvSource({
    "120, 0, 110",
    "120, 30, 80",
    "120, 100, 10",
    "420, 0, 410",
    "420, 60, 350",
  })
  void isWhatTheWaitForAWorkerLeftOfIt(int inAll, int waited, int left) throws Exception {
    assertThat(left(inAll, waited)).isEqualTo(Duration.ofSeconds(left));
  }

  @Test
  void isTooShortToBeginIn() {
    RegistryException e = catchThrowableOfType(RegistryException.class, () -> left(120, 101));
    assertThat(e.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(e.said()).contains("waited too long for a worker");
  }

  private static Duration left(int inAll, int waited) throws RegistryException {
    return StageActivitiesImpl.timeLeft(
        Duration.ofSeconds(inAll), Duration.ofSeconds(waited), "remove it");
  }
}
