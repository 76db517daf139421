package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static dev.laytime.workflow.LifeEnvironment.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.ledger.Urgency;
import dev.laytime.workflow.ImageLife.UsageMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How urgently a life has its image brought. */
class ImageLifeUrgencyTest {

  private final LifeEnvironment environment = new LifeEnvironment();

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  private void say(long epoch, String reason) {
    UsageMessage message =
        new UsageMessage(
            "r" + epoch,
            "prod",
            epoch,
            environment.now().toString(),
            1,
            reason,
            List.of("Pod shop/web"),
            false);
    environment.messages.life(IMAGE, life -> life.usage(message));
    environment.settle();
  }

  private @Nullable Urgency last() {
    return environment.messages.copies.getLast().urgency();
  }

  @ParameterizedTest
  @CsvSource({
    "running, AWAITED",
    "cannot be pulled, AWAITED",
    "template, ORDERED",
    "rollback revision, ORDERED"
  })
  void isAsUrgentAsWhatNamesIt(String reason, Urgency urgency) {
    say(1, reason);
    assertThat(last()).isEqualTo(urgency);
    assertThat(environment.stage.urgencies.get("look")).isEqualTo(urgency);
  }

  @Test
  void waitsForAllOthersWhereItIsOnlyOffered() {
    environment.offer(OTHER);
    environment.settle();
    assertThat(last()).isEqualTo(Urgency.REFRESH);
  }
}
