package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.Outcome;
import dev.laytime.activity.Problem;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.Why;
import dev.laytime.workflow.ImageLife.OfferedMessage;
import dev.laytime.workflow.ImageLife.PersonMessage;
import dev.laytime.workflow.ImageLife.PinMessage;
import dev.laytime.workflow.ImageLife.PushedMessage;
import dev.laytime.workflow.ImageLife.UsageMessage;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people ask, and what nobody can read. */
class ImageLifeWishesTest {

  private static final PinMessage FOR_EVER = new PinMessage("p1", null, "ann", "release 1");

  private final LifeEnvironment environment = new LifeEnvironment();
  private final FakeLedger ledger = environment.ledger;
  private final FakeMessages messages = environment.messages;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void answersAPinOnceTheLedgerHasIt() {
    environment.becomeUnused();
    Why why = environment.pin(FOR_EVER);
    assertThat(why.pin()).isEqualTo(new Pin(null, "ann", "release 1"));
    assertThat(ledger.pin(IMAGE)).isEqualTo(new Pin(null, "ann", "release 1"));
    assertThat(environment.asked("pin", "remember").getLast())
        .as("the raised epoch was written before the answer")
        .startsWith("remember");
    environment.pass(FakeLedger.GRACE.multipliedBy(2));
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(environment.count("evidence")).isZero();
  }

  @Test
  void startsALifeToPinIt() {
    Why why = environment.pin(FOR_EVER);
    assertThat(why.pin()).isNotNull();
    environment.settle();
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  @Test
  void bringsAPinnedImageBackFromQuarantine() {
    environment.becomeQuarantined();
    environment.pin(FOR_EVER);
    environment.settle();
    assertThat(environment.stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void tellsAPersonThatNoStageHasWhatIsToBeRestored() {
    environment.becomeQuarantined();
    Policy policy = ledger.policy;
    ledger.policy = FakeLedger.noStage();
    Why why = environment.restore();
    assertThat(why.stage()).isNull();
    assertThat(why.reasons()).containsExactly("no stage has this image: nothing is done with it");
    ledger.policy = policy;
    messages.life(IMAGE, life -> life.look("a stage has it again"));
    environment.settle();
    assertThat(environment.stage.at(IMAGE)).as("asked for all the same").isEqualTo(DIGEST);
  }

  @Test
  void letsGoAgainWhenItIsUnpinnedOrThePinEnds() {
    environment.becomeUnused();
    Instant end = environment.now().plus(Duration.ofDays(5));
    environment.pin(new PinMessage("p1", end.toString(), "ann", ""));
    environment.pass(Duration.ofDays(6));
    assertThat(environment.state()).isEqualTo("UNUSED");
    environment.pin(new PinMessage("p2", null, "ann", ""));
    assertThat(environment.life().unpin(new PersonMessage("u1", "bob")).pin()).isNull();
    assertThat(ledger.pin(IMAGE)).isNull();
    environment.settle();
    assertThat(environment.state()).isEqualTo("UNUSED");
  }

  @Test
  void answersTheSameRequestOnce() {
    environment.becomeUnused();
    Why first = environment.pin(FOR_EVER);
    Why second = environment.pin(FOR_EVER);
    assertThat(second).isEqualTo(first);
    assertThat(environment.count("pin")).isEqualTo(1);
  }

  @Test
  void tellsAPersonThatTheLedgerDoesNotAnswerAndPinsWhenAskedAgain() {
    environment.becomeUnused();
    ledger.down = true;
    ApplicationFailure failed = fails(() -> environment.pin(FOR_EVER));
    assertThat(failed.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failed.getDetails().get(Problem.class).cause()).contains("registry answered");
    assertThat(environment.why().pin()).isNull();
    ledger.down = false;
    assertThat(environment.pin(FOR_EVER).pin()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "'', null, ann, request id is blank",
        "p1, null, ' ', who asks is blank",
        "p1, tomorrow, ann, cannot read 'tomorrow'",
        "p1, 2020-01-01T00:00:00Z, ann, is not in the future",
      })
  void refusesAPinThatCannotBeMeant(
      String requestId, @Nullable String until, String by, String cause) {
    environment.becomeUnused();
    ApplicationFailure refused =
        fails(() -> environment.life().pin(new PinMessage(requestId, until, by, "")));
    assertThat(refused.getOriginalMessage()).contains(cause);
    assertThat(environment.count("pin")).isZero();
  }

  @Test
  void refusesAPersonWithoutAName() {
    environment.becomeUnused();
    PersonMessage nobody = new PersonMessage("r1", "");
    assertThat(fails(() -> environment.life().restore(nobody))).hasMessageContaining("blank");
    assertThat(fails(() -> environment.life().unpin(nobody))).hasMessageContaining("blank");
    assertThat(fails(() -> environment.life().retryNow(nobody))).hasMessageContaining("blank");
  }

  @Test
  void triesAgainAtOnceWhenAPersonDoesNotWantToWait() {
    environment.stage.givenUp = true;
    environment.say(1, 1);
    environment.pass(Duration.ofHours(5));
    assertThat(environment.state()).isEqualTo("FAILING");
    Instant next = environment.nextAttempt(Duration.ofMinutes(2));
    environment.stage.givenUp = false;
    Why why = environment.life().retryNow(new PersonMessage("r1", "ann"));
    assertThat(why.state()).isNotEqualTo("FAILING");
    assertThat(environment.now()).isBefore(next);
  }

  @Test
  void keepsTheLastTenMessagesThatItCannotRead() {
    environment.becomeUnused();
    for (int i = 0; i < 12; i++) {
      messages.life(IMAGE, life -> life.pushed(new PushedMessage("x", "latest")));
    }
    messages.life(IMAGE, life -> life.offered(new OfferedMessage("x", "UP//", "no", "r")));
    messages.life(
        IMAGE,
        life -> life.outcome(new Outcome("x", "odd", null, List.of(), null, false, "", 0, false)));
    messages.life(
        IMAGE,
        life ->
            life.outcome(new Outcome("x", "copied", null, List.of(), null, false, "", 0, false)));
    messages.life(
        IMAGE, life -> life.usage(new UsageMessage("x", "s", 1, "yesterday", 1, "", List.of())));
    messages.life(
        IMAGE,
        life -> life.found(new ImageLife.FoundMessage("x", "sha256:1", "2026-01-01T00:00:00Z")));
    environment.settle();
    assertThat(environment.why().refusals())
        .hasSize(10)
        .anySatisfy(refusal -> assertThat(refusal).contains("pushed: Invalid digest 'latest'"))
        .anySatisfy(refusal -> assertThat(refusal).contains("outcome: Invalid kind 'odd'"))
        .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .contains("found: Invalid digest");
    assertThat(environment.state()).isEqualTo("UNUSED");
  }

  @Test
  void isNotHarmedByMessagesThatComeTwiceOrLate() {
    environment.say(5, 1);
    environment.settle();
    environment.say(5, 1);
    environment.say(3, 0);
    environment.settle();
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(messages.copies).hasSize(1);
    String requestId = messages.copies.getFirst().requestId();
    messages.life(IMAGE, life -> life.outcome(Outcome.copyFailed(requestId, "late", null)));
    environment.settle();
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  private static ApplicationFailure fails(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable ask) {
    Throwable thrown = catchThrowableOfType(WorkflowUpdateException.class, ask);
    return (ApplicationFailure) java.util.Objects.requireNonNull(thrown.getCause());
  }
}
