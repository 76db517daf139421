package dev.laytime.worker.health;

import dev.laytime.worker.ledger.Views;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up if the ledger answers. */
public final class LedgerHealthIndicator implements HealthIndicator {

  private final Views views;

  public LedgerHealthIndicator(Views views) {
    this.views = views;
  }

  @Override
  public Health health() {
    try {
      var _ = views.sources();
      return Health.up().build();
    } catch (RuntimeException e) {
      return Health.down().withDetail("cause", String.valueOf(e.getMessage())).build();
    }
  }
}
