package dev.laytime.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.usage.cluster.PodWatch;
import dev.laytime.worker.api.FakeLedger;
import dev.laytime.worker.messages.FakeTelling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class SourcesHealthIndicatorTest {

  private final FakeLedger ledger = new FakeLedger(new FakeTelling(new ArrayList<>()));

  @Test
  void tellsHowEachSourceIsAndIsUpAllTheSame() {
    Health health =
        health(
            Map.of(
                "new", new PodWatch.State(true, "", 1),
                "away", new PodWatch.State(false, "answered 403", 0)));

    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails().get("apps"))
        .isEqualTo(
            Map.of(
                "status", "UP",
                "kind", "git",
                "lastComplete", "2026-11-01T12:00:00Z",
                "lastScan", "2026-11-01T12:00:00Z",
                "counts", true,
                "configured", true));
    assertThat(health.getDetails().get("new"))
        .isEqualTo(
            Map.of(
                "status", "UNKNOWN",
                "kind", "cluster",
                "lastComplete", "never",
                "lastScan", "never",
                "counts", false,
                "configured", true,
                "watch", "connected"));
    assertThat(health.getDetails().get("away"))
        .isEqualTo(
            Map.of(
                "status", "OUT_OF_SERVICE",
                "kind", "cluster",
                "lastComplete", "2026-11-01T11:58:30Z",
                "lastScan", "2026-11-01T12:00:00Z",
                "counts", false,
                "configured", true,
                "missed", List.of("the API server: no answer within 20 s"),
                "watch", "answered 403"));
  }

  @Test
  void takesNoWorkerOutOfServiceForALedgerThatIsAway() {
    ledger.leave();

    assertThat(health(Map.of()))
        .isEqualTo(Health.unknown().withDetail("cause", "connection refused").build());
  }

  private Health health(Map<String, PodWatch.State> watches) {
    return new SourcesHealthIndicator(
            ledger, () -> watches, () -> Instant.parse("2026-11-01T12:01:00Z"))
        .health();
  }
}
