package dev.laytime.worker.temporal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.worker.embedded.EmbeddedTemporal;
import dev.laytime.worker.startup.RefusedToStartException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TemporalPreflightTest {

  @Test
  void passesWhereTheServiceAnswers() {
    try (EmbeddedTemporal temporal = EmbeddedTemporal.start(0)) {
      assertThatCode(() -> check(temporal.address(), Duration.ofSeconds(20)))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void refusesWhereNobodyListensAndSaysWhy() {
    String address;
    try (EmbeddedTemporal gone = EmbeddedTemporal.start(0)) {
      address = gone.address();
    }

    assertThatThrownBy(() -> check(address, Duration.ofMillis(100)))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("connect to Temporal at " + address)
        .hasMessageContaining("refused")
        .hasMessageContaining("--embedded");
  }

  private static void check(String address, Duration patience) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      new TemporalPreflight(stubs, new TemporalConnection(address, "default"), patience).check();
    } finally {
      stubs.shutdownNow();
    }
  }
}
