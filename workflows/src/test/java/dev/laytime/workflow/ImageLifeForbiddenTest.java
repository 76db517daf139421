package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static dev.laytime.workflow.LifeEnvironment.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Prohibition;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person's word wins over whoever wants the image. */
class ImageLifeForbiddenTest {

  private static final Reference CONTENT = IMAGE.repository().pinned(DIGEST);
  private static final String WORD = "forbidden by ann since 1970-01-01T00:00:00Z: CVE";

  private final LifeEnvironment environment = new LifeEnvironment();
  private final FakeLedger ledger = environment.ledger;
  private final FakeStage stage = environment.stage;
  private final FakeMessages messages = environment.messages;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  private void forbid(Reference image) {
    Prohibition word = new Prohibition(image, "ann", Instant.EPOCH, "CVE");
    ledger.policy = FakeLedger.policy(FakeLedger.ORIGIN).forbidding(List.of(word));
    if (image.digest() != null) {
      messages.forbidden.add(image.digest());
    }
  }

  private void allow() {
    ledger.policy = FakeLedger.policy(FakeLedger.ORIGIN);
    messages.forbidden.clear();
    messages.life(IMAGE, life -> life.look("allowed"));
    environment.settle();
  }

  @Test
  void isNotBroughtForASourceThatNamesItUntilItIsAllowed() {
    forbid(IMAGE);
    environment.say(1, 1);
    environment.pass(Duration.ofDays(3));
    assertThat(environment.state()).isEqualTo("WANTED");
    assertThat(environment.why().reasons().getFirst()).isEqualTo(WORD);
    assertThat(environment.why().next()).isNull();
    assertThat(messages.copies).isEmpty();

    allow();
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  @Test
  void isTriedOnceWhereItsOriginHasWhatIsForbiddenAndAgainWhenAPersonSaysSo() {
    forbid(CONTENT);
    environment.say(1, 1);
    environment.pass(Duration.ofDays(3));
    assertThat(environment.state()).isEqualTo("WANTED");
    assertThat(environment.why().reasons().getFirst())
        .isEqualTo(
            "docker.io/library/app:1 has %s, which is %s; `laytime retry` looks whether it has"
                    .formatted(DIGEST, WORD)
                + " another by now");
    assertThat(messages.copies).hasSize(1);

    messages.upstream = OTHER;
    environment.retry();
    environment.settle();
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(stage.at(IMAGE)).isEqualTo(OTHER);
  }

  @Test
  void staysInQuarantineWhoeverNamesItAndIsRestoredOnceItIsAllowed() {
    environment.becomeQuarantined();
    forbid(CONTENT);
    environment.say(3, 1);
    environment.pass(FakeLedger.QUARANTINE.plusDays(1));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
    assertThat(environment.why().reasons().getFirst()).isEqualTo("not restored: " + WORD);
    assertThat(stage.at(IMAGE)).isNull();
    assertThat(stage.held(IMAGE.repository(), DIGEST)).isEqualTo(DIGEST);

    allow();
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void refusesAPersonWhoWantsItRestoredAndDoesNotDoItLaterEither() {
    environment.becomeQuarantined();
    forbid(IMAGE);
    WorkflowUpdateException refused =
        catchThrowableOfType(WorkflowUpdateException.class, environment::restore);
    assertThat(refused)
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(ApplicationFailure.class))
        .returns(WORD, ApplicationFailure::getOriginalMessage);

    allow();
    assertThat(environment.state()).isEqualTo("QUARANTINED");
    assertThat(environment.asked("restore")).isEmpty();
  }

  @Test
  void beginsNoNewLifeOfItAfterItsDeletion() {
    environment.becomeQuarantined();
    environment.pass(FakeLedger.QUARANTINE.plusHours(1));
    assertThat(ledger.buried).hasSize(1);
    forbid(CONTENT);
    int copies = messages.copies.size();

    environment.say(4, 1);
    environment.pass(Duration.ofDays(1));

    assertThat(environment.state()).isEqualTo("WANTED");
    assertThat(stage.at(IMAGE)).isNull();
    assertThat(messages.copies).as("its origin is asked once").hasSize(copies + 1);
  }

  @Test
  void bringsWhatWasOfferedWhileForbiddenNotEvenOnceItIsAllowed() {
    environment.say(1, 1);
    environment.settle();
    forbid(IMAGE.repository().pinned(OTHER));
    environment.offer(OTHER);
    environment.pass(Duration.ofDays(1));

    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
    assertThat(messages.copies).hasSize(1);

    allow();
    environment.pass(Duration.ofDays(1));
    assertThat(stage.at(IMAGE)).isEqualTo(DIGEST);
    assertThat(messages.copies).hasSize(1);
  }

  @Test
  void keepsToTheWordThatItReadWhileTheLedgerIsAway() {
    forbid(IMAGE);
    environment.say(1, 1);
    environment.settle();
    ledger.policy = FakeLedger.policy(FakeLedger.ORIGIN);
    ledger.down = true;

    environment.say(2, 0);
    environment.say(3, 1);
    messages.life(IMAGE, life -> life.look("is it allowed?"));
    environment.pass(Duration.ofHours(2));

    assertThat(messages.copies).isEmpty();
    ledger.down = false;
    environment.pass(Duration.ofHours(2));
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  @Test
  void bringsNothingBeforeItHasReadWhetherThatIsForbidden() {
    ledger.down = true;
    environment.say(1, 1);
    environment.pass(Duration.ofHours(2));
    assertThat(messages.copies).isEmpty();
  }
}
