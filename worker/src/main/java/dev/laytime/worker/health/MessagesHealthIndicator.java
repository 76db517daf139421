package dev.laytime.worker.health;

import dev.laytime.worker.messages.Announcements;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while Temporal does not take what this worker has to announce. */
public final class MessagesHealthIndicator implements HealthIndicator {

  private final Announcements announcements;

  public MessagesHealthIndicator(Announcements announcements) {
    this.announcements = announcements;
  }

  @Override
  public Health health() {
    String trouble = announcements.trouble();
    Health.Builder health =
        trouble.isEmpty() ? Health.up() : Health.down().withDetail("cause", trouble);
    return health.withDetail("pending", announcements.pending()).build();
  }
}
