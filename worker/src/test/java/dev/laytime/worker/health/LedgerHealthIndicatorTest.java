package dev.laytime.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.api.FakeLedger;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.Announcements.Announcement;
import dev.laytime.worker.messages.FakeTelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;

class LedgerHealthIndicatorTest {

  private final FakeLedger ledger = new FakeLedger(new FakeTelling(new ArrayList<>()));

  @Test
  void isUpWhileTheLedgerAnswers() {
    assertThat(new LedgerHealthIndicator(ledger).health()).isEqualTo(Health.up().build());
  }

  @Test
  void isDownWhileTheLedgerDoesNotAnswer() {
    ledger.leave();

    assertThat(new LedgerHealthIndicator(ledger).health())
        .isEqualTo(Health.down().withDetail("cause", "connection refused").build());
  }

  @Test
  void isDownWhileTemporalTakesNoMessage() throws Exception {
    CountDownLatch tried = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    try (Announcements announcements =
        new Announcements(
            Duration.ZERO,
            _ -> {
              tried.countDown();
              looked.await();
            })) {
      MessagesHealthIndicator indicator = new MessagesHealthIndicator(announcements);
      assertThat(indicator.health()).isEqualTo(Health.up().withDetail("pending", 0).build());

      announcements.send(
          List.of(
              new Announcement(
                  "wake it",
                  () -> {
                    throw new IllegalStateException("away");
                  })));
      assertThat(tried.await(30, TimeUnit.SECONDS)).isTrue();

      assertThat(indicator.health())
          .isEqualTo(
              Health.down().withDetail("cause", "wake it: away").withDetail("pending", 1).build());
    }
  }
}
