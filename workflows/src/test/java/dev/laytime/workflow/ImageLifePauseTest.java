package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person has paused what leaves the stage. */
class ImageLifePauseTest {

  private final LifeEnvironment environment = new LifeEnvironment();
  private final FakeLedger ledger = environment.ledger;
  private final FakeStage stage = environment.stage;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  private void pause() {
    ledger.policy = FakeLedger.paused(null);
    look();
  }

  private void resume() {
    ledger.policy = FakeLedger.policy(FakeLedger.ORIGIN);
    look();
  }

  private void look() {
    environment.messages.life(IMAGE, life -> life.look("a person said so"));
    environment.settle();
  }

  @Test
  void staysWithItsTagUntilTheStageIsResumed() {
    environment.becomeUnused();
    pause();
    environment.pass(FakeLedger.GRACE.plusDays(3));

    assertThat(environment.state()).isEqualTo("UNUSED");
    assertThat(environment.why().reasons().getFirst())
        .startsWith("stage dev is paused by ann since ");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
    assertThat(environment.count("evidence")).isZero();

    resume();
    environment.pass(Duration.ofMinutes(5));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }

  @Test
  void isAskedBackFromTheReapersWindow() {
    environment.becomeUnused();
    environment.pass(FakeLedger.GRACE.plusSeconds(10));
    assertThat(environment.why().reasons()).containsExactly("queued for quarantine");

    pause();
    environment.pass(Duration.ofHours(1));

    assertThat(environment.state()).isEqualTo("UNUSED");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
    assertThat(environment.asked("remove")).isEmpty();
    assertThat(ledger.settled.getLast().outcome()).isEqualTo("not-removed: withdrawn");
  }

  @Test
  void restsInQuarantineBeyondItsDeadlineAndIsRestoredAllTheSame() {
    environment.becomeQuarantined();
    pause();
    environment.pass(FakeLedger.QUARANTINE.plusDays(1));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);

    environment.say(3, 1);
    environment.settle();
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void goesOnByItselfWhenTheEndHasComeThatWasGiven() {
    environment.becomeUnused();
    ledger.policy = FakeLedger.paused(environment.now().plus(FakeLedger.GRACE.plusDays(1)));
    environment.pass(FakeLedger.GRACE.plusHours(23));
    assertThat(environment.state()).isEqualTo("UNUSED");

    environment.pass(Duration.ofHours(2));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }
}
