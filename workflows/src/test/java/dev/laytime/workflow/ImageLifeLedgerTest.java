package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.CopyAnswer;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.LifeRecord;
import dev.laytime.activity.Outcome;
import dev.laytime.lifecycle.Event;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a life writes, when, and how it does without. */
class ImageLifeLedgerTest {

  /** By then what is asked promptly is given up. */
  private static final Duration SOON = Duration.ofSeconds(50);

  private final LifeEnvironment environment = new LifeEnvironment();
  private final FakeLedger ledger = environment.ledger;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void writesARaisedEpochBeforeItActsOnIt() {
    environment.becomeQuarantined();
    environment.say(3, 1);
    environment.settle();
    List<String> story = environment.asked("remember", "copy", "removal", "restore");
    assertThat(story.indexOf("copy")).isPositive();
    assertThat(story.subList(0, story.indexOf("copy"))).anyMatch(one -> one.startsWith("remember"));
    int restored = story.indexOf("restore");
    String before = story.get(restored - 1);
    assertThat(before).startsWith("remember ");
    long atRemoval = environment.messages.removals.getLast().claim().epoch();
    assertThat(Long.parseLong(before.substring("remember ".length()))).isGreaterThan(atRemoval);
  }

  @Test
  void tellsItsStoryOnceAndInOrder() {
    environment.becomeQuarantined();
    List<Event> events =
        ledger.records.stream().flatMap(record -> record.events().stream()).toList();
    assertThat(events).isNotEmpty().doesNotHaveDuplicates();
    assertThat(events).extracting(Event::sequence).isSorted();
    assertThat(events).extracting(Event::text).anyMatch(text -> text.startsWith("quarantined"));
  }

  @Test
  void writesItsQuarantineSoThatALostServiceDoesNotLoseIt() {
    environment.becomeQuarantined();
    LifeRecord last = ledger.records.getLast();
    assertThat(last.state()).isEqualTo("QUARANTINED");
    Instant until = java.util.Objects.requireNonNull(last.quarantine()).until();
    environment.stub(WorkflowIds.life(IMAGE)).terminate("the service forgot it");
    environment.messages.life(IMAGE, life -> life.look("the worker started"));
    environment.settle();
    assertThat(environment.state()).isEqualTo("QUARANTINED");
    assertThat(environment.why().deadline()).isEqualTo(until);
    assertThat(ledger.records.getLast().epoch()).isGreaterThan(last.epoch());
  }

  @Test
  void writesNothingWhileItOnlyWaits() {
    environment.becomeUnused();
    environment.settle();
    long asked = environment.asked.size();
    environment.pass(Duration.ofDays(10));
    assertThat(environment.asked).hasSize((int) asked);
  }

  @Test
  void restoresWithoutWaitingForALedgerThatIsDown() {
    environment.becomeQuarantined();
    ledger.down = true;
    environment.say(3, 1);
    environment.pass(SOON);
    assertThat(environment.stage.at(IMAGE)).isEqualTo(DIGEST);
    int written = ledger.records.size();
    ledger.down = false;
    environment.pass(Duration.ofHours(2));
    assertThat(ledger.records.size()).as("written later").isGreaterThan(written);
    assertThat(ledger.records.getLast().state()).isEqualTo("PRESENT");
  }

  @Test
  void tellsThatACopyMayRunBeforeItIsOrdered() {
    environment.say(1, 1);
    environment.settle();
    List<String> story = environment.asked("remember", "copy");
    int written = story.indexOf("copy");
    assertThat(written).isPositive();
    assertThat(ledger.records.get(written - 1).copyingUntil())
        .as("deletions in its repository wait")
        .isAfter(environment.now());
    assertThat(ledger.records.getLast().copyingUntil()).isNull();
  }

  @Test
  void doesNotCountACopyThatWasNotTaken() {
    environment.messages.answer = new CopyAnswer(false, "another copy writes there");
    environment.say(1, 1);
    environment.settle();
    assertThat(environment.state()).isEqualTo("FAILING");
    assertThat(ledger.records.getLast().copyingUntil()).isNull();
  }

  @Test
  void tellsThatACopyMayRunWhereNoAnswerCameToItsOrder() {
    Instant ordered = environment.now();
    environment.messages.lostAnswer = noAnswer(ordered.plus(Duration.ofHours(1)));
    environment.messages.copiesEnd = false;
    environment.say(1, 1);
    environment.pass(Duration.ofMinutes(3));
    assertThat(environment.state()).isEqualTo("FAILING");
    assertThat(ledger.records.getLast().copyingUntil())
        .as("deletions in its repository wait")
        .isAfter(ordered.plus(Duration.ofDays(1)));
    environment.messages.lostAnswer = null;
    environment.messages.answer = new CopyAnswer(false, "another copy writes there");
    environment.pass(Duration.ofHours(1));
    assertThat(ledger.records.getLast().copyingUntil())
        .as("what is there may be that copy")
        .isAfter(ordered.plus(Duration.ofDays(1)));
    String requestId = environment.messages.copies.getFirst().requestId();
    environment.stage.put(IMAGE, DIGEST);
    environment.messages.life(
        IMAGE, life -> life.outcome(Outcome.copied(requestId, DIGEST.value())));
    environment.settle();
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(ledger.records.getLast().copyingUntil()).isNull();
  }

  @Test
  void ordersAgainWhereNoAnswerCameAndForgetsTheDoubtWithThatCopy() {
    environment.messages.lostAnswer = noAnswer(environment.now().plus(Duration.ofHours(1)));
    environment.messages.copiesEnd = false;
    environment.say(1, 1);
    environment.pass(Duration.ofMinutes(3));
    environment.messages.lostAnswer = null;
    environment.messages.copiesEnd = true;
    environment.pass(Duration.ofHours(1));
    assertThat(environment.state()).isEqualTo("PRESENT");
    assertThat(ledger.records.getLast().copyingUntil()).isNull();
  }

  private static ApplicationFailure noAnswer(Instant until) {
    return FakeRegistry.failure(FailureType.THROTTLED, until);
  }

  @Test
  void copiesWithoutWaitingForALedgerThatIsDown() {
    environment.say(1, 1);
    environment.settle();
    ledger.down = true;
    environment.offer(LifeEnvironment.OTHER);
    environment.pass(SOON);
    assertThat(environment.stage.at(IMAGE)).isEqualTo(LifeEnvironment.OTHER);
  }

  @Test
  void takesNothingAwayWhileTheLedgerIsDown() {
    environment.becomeUnused();
    ledger.down = true;
    environment.pass(FakeLedger.GRACE.plusDays(2));
    assertThat(environment.asked("removal", "remove", "hold")).isEmpty();
    assertThat(environment.state()).isIn("UNUSED", "FAILING");
    ledger.down = false;
    environment.pass(Duration.ofHours(3));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }

  @Test
  void beginsOnlyOnceTheLedgerHasToldWhatItRemembers() {
    ledger.down = true;
    environment.say(1, 1);
    environment.pass(Duration.ofHours(3));
    assertThat(environment.asked("look", "copy", "remember")).isEmpty();
    assertThat(environment.count("recall"))
        .as("not more often than each half minute")
        .isBetween(5L, 400L);
    ledger.down = false;
    environment.pass(Duration.ofHours(2));
    assertThat(environment.state()).isEqualTo("PRESENT");
  }

  @Test
  void obeysAPolicyThatWasSetWhileItLooked() {
    environment.becomeUnused();
    ledger.policy = FakeLedger.keeping();
    environment.pass(FakeLedger.GRACE.plusHours(1));
    assertThat(environment.state()).isEqualTo("UNUSED");
    environment.stage.onLook =
        () -> {
          ledger.policy = FakeLedger.policy(FakeLedger.ORIGIN);
          environment.messages.life(IMAGE, life -> life.look("the policy is another"));
        };
    environment.find(DIGEST);
    environment.pass(Duration.ofHours(2));
    assertThat(environment.state()).isEqualTo("QUARANTINED");
  }

  @Test
  void canBeFoundByWhatItIs() {
    environment.becomeUnused();
    var attributes =
        environment.stub(WorkflowIds.life(IMAGE)).describe().getTypedSearchAttributes();
    assertThat(attributes.get(SearchAttributes.REGISTRY)).isEqualTo("stage.test");
    assertThat(attributes.get(SearchAttributes.REPOSITORY)).isEqualTo("stage.test/dev/app");
    assertThat(attributes.get(SearchAttributes.STATE)).isEqualTo("UNUSED");
    assertThat(attributes.get(SearchAttributes.STAGE)).isEqualTo("dev");
    assertThat(attributes.get(SearchAttributes.PINNED)).isFalse();
    assertThat(attributes.get(SearchAttributes.DEADLINE).toInstant())
        .isEqualTo(environment.why().deadline());
    environment.say(3, 2);
    environment.settle();
    var now = environment.stub(WorkflowIds.life(IMAGE)).describe().getTypedSearchAttributes();
    assertThat(now.get(SearchAttributes.SOURCE)).containsExactly("manifests");
    assertThat(now.get(SearchAttributes.DEADLINE)).isNull();
  }
}
