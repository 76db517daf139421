package dev.laytime.worker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.worker.startup.RefusedToStartException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class EmbeddedTemporalTest {

  @Test
  void listensOnThisMachineAlone() {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(0)) {
      assertThat(temporal.address()).matches("127\\.0\\.0\\.1:[1-9]\\d*");
    }
  }

  @Test
  void refusesAPortThatIsTaken() {
    try (EmbeddedTemporal first = EmbeddedTemporal.start(0)) {
      int port = URI.create("temporal://" + first.address()).getPort();

      assertThatThrownBy(() -> EmbeddedTemporal.start(port))
          .isInstanceOf(RefusedToStartException.class)
          .hasMessageContaining(first.address())
          .hasMessageContaining("Address already in use")
          .hasMessageContaining("--laytime.embedded.temporal-port");
    }
  }
}
