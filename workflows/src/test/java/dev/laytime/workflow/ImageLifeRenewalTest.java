package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.Spread;
import dev.laytime.workflow.ImageLife.PinMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lives outlast their runs. */
class ImageLifeRenewalTest {

  /** When a run of this image's life is to end. */
  static final Duration OLD = Duration.ofDays(30).plus(Spread.of(IMAGE, Duration.ofDays(3)));

  private final LifeEnvironment environment = new LifeEnvironment();

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void goesOnInANewRunAfterThirtyDaysWithAllItKnows() {
    environment.say(1, 1);
    environment.settle();
    environment.pin(new PinMessage("p1", null, "ann", ""));
    environment.say(2, 0);
    environment.settle();
    String run = environment.runId(WorkflowIds.life(IMAGE));
    long recalls = environment.count("recall");
    environment.pass(Duration.ofDays(34));
    assertThat(environment.runId(WorkflowIds.life(IMAGE))).isNotEqualTo(run);
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(environment.why().pin()).isNotNull();
    assertThat(environment.count("recall")).isEqualTo(recalls);
  }

  @Test
  void keepsItsDeadlineAcrossRuns() {
    keepUnusedFor(Duration.ofDays(40));
    environment.becomeUnused();
    Instant deadline = Objects.requireNonNull(environment.why().deadline());
    environment.pass(Duration.between(environment.now(), deadline).minusMinutes(5));
    assertThat(environment.state()).isEqualTo("UNUSED");
    assertThat(environment.why().deadline()).isEqualTo(deadline);
    environment.pass(Duration.ofMinutes(10));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }

  @Test
  void tellsInItsObituaryOnWhatItWasDeletedInAnEarlierRun() {
    environment.ledger.buriesNobody = true;
    keepUnusedFor(OLD.minus(FakeLedger.QUARANTINE).minusHours(4));
    environment.becomeUnused();
    String run = environment.runId(WorkflowIds.life(IMAGE));
    environment.pass(OLD.minusHours(2));
    assertThat(environment.runId(WorkflowIds.life(IMAGE))).isEqualTo(run);
    assertThat(environment.count("bury")).as("it is deleted").isPositive();
    environment.pass(Duration.ofHours(4));
    assertThat(environment.runId(WorkflowIds.life(IMAGE))).isNotEqualTo(run);

    environment.ledger.buriesNobody = false;
    environment.pass(Duration.ofHours(2));
    assertThat(environment.ledger.buried)
        .singleElement()
        .satisfies(buried ->
            assertThat(buried.obituary().proof()).containsExactly("manifests: not named"));
  }

  @Test
  void appliesAThousandMessagesInAFewRounds() {
    environment.say(1, 1);
    environment.settle();
    long before = environment.count("policy");
    CountDownLatch latch = new CountDownLatch(1);
    environment.ledger.policiesWaitFor(latch);
    for (int epoch = 2; epoch < 1002; epoch++) {
      environment.say(epoch, epoch % 3);
    }
    latch.countDown();
    environment.settle();
    assertThat(environment.why().words())
        .singleElement()
        .satisfies(word -> assertThat(word.epoch()).isEqualTo(1001));
    assertThat(environment.count("policy") - before).isBetween(1L, 50L);
  }

  @Test
  void restsWhileTheLedgerIsDownThoughItIsOld() {
    environment.say(1, 1);
    environment.settle();
    String run = environment.runId(WorkflowIds.life(IMAGE));
    environment.ledger.down = true;
    environment.pass(OLD.plusMinutes(10));
    assertThat(environment.runId(WorkflowIds.life(IMAGE))).isEqualTo(run);
    assertThat(timers(run)).isLessThan(30);
    environment.ledger.down = false;
    environment.pass(Duration.ofMinutes(20));
    assertThat(environment.runId(WorkflowIds.life(IMAGE))).isNotEqualTo(run);
  }

  @Test
  void goesOnInANewRunThoughTheRegistryCannotBeAskedAndAsksItThere() {
    environment.say(1, 1);
    environment.settle();
    String run = environment.runId(WorkflowIds.life(IMAGE));
    environment.pass(OLD.minusHours(3));
    environment.stage.givenUp = true;
    environment.find(LifeEnvironment.OTHER);
    environment.pass(Duration.ofHours(4));
    // Time passes by itself: where the machine is busy it runs ahead of the work.
    for (int hour = 0; hour < 10 && isRunning(run); hour++) {
      environment.pass(Duration.ofHours(1));
    }
    assertThat(isRunning(run)).isFalse();
    assertThat(timers(run)).isLessThan(50);
    environment.stage.put(IMAGE, LifeEnvironment.OTHER);
    environment.stage.givenUp = false;
    environment.pass(Duration.ofHours(2));
    assertThat(environment.why().digest()).isEqualTo(LifeEnvironment.OTHER);
  }

  private void keepUnusedFor(Duration gracePeriod) {
    environment.ledger.policy =
        new Policy(
            "1",
            "dev",
            null,
            true,
            environment.ledger.policy.origin(),
            gracePeriod,
            FakeLedger.QUARANTINE);
  }

  private boolean isRunning(String run) {
    return environment.runId(WorkflowIds.life(IMAGE)).equals(run);
  }

  private long timers(String run) {
    return environment.run(WorkflowIds.life(IMAGE), run).getEvents().stream()
        .filter(io.temporal.api.history.v1.HistoryEvent::hasTimerStartedEventAttributes)
        .count();
  }

  @Test
  void losesNoMessageThatComesWhileItGoesOnInANewRun() {
    environment.say(1, 1);
    environment.settle();
    environment.pass(Duration.ofDays(29));
    for (int epoch = 2; epoch < 200; epoch++) {
      environment.pass(Duration.ofMinutes(30));
      environment.say(epoch, epoch % 2);
    }
    environment.settle();
    assertThat(environment.why().words())
        .singleElement()
        .satisfies(word -> assertThat(word.epoch()).isEqualTo(199));
  }
}
