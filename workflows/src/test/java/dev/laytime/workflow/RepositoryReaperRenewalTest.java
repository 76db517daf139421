package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static dev.laytime.workflow.LifeEnvironment.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.OutcomeNotice;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.StageOrders;
import dev.laytime.image.Reference;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A reaper outlasts its runs. */
class RepositoryReaperRenewalTest {

  private static final String ID = WorkflowIds.reap(IMAGE.repository());

  /** One that gathers two removals for an hour has more events when one of them is withdrawn. */
  private static final EarlyRenewal SOON = new EarlyRenewal(10);

  @Test
  void goesOnInANewRunWithWhatIsStillQueued() {
    try (LifeEnvironment environment = soon()) {
      String run = goOn(environment);
      assertThat(environment.run(ID, run).getLastEvent().getEventType())
          .isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
      assertThat(environment.messages.outcomes)
          .extracting(OutcomeNotice::outcome)
          .extracting(outcome -> outcome.requestId() + " " + outcome.kind())
          .containsExactly("r1 not-removed", "r2 removed");
      assertThat(environment.runs(ID)).isFalse();
      assertThat(environment.stage.at(IMAGE)).isEqualTo(DIGEST);
    }
  }

  @Test
  void gathersNoLongerForIt() {
    try (LifeEnvironment environment = soon()) {
      HistoryEvent first = environment.run(ID, goOn(environment)).getHistory().getEvents(0);
      HistoryEvent last = environment.temporal.getWorkflowClient().fetchHistory(ID).getLastEvent();
      assertThat(Duration.between(time(first), time(last))).isLessThan(Duration.ofMinutes(65));
    }
  }

  @Test
  void carriesAThousandRemovalsAtMostAndAnswersTheYoungest() {
    try (LifeEnvironment environment = soon()) {
      environment.messages.livesAreTold = false;
      environment.ledger.stageOrders = gathering(environment.ledger.stageOrders);
      ask(environment, 1);
      String run = environment.runId(ID);
      for (int i = 2; i <= 1003; i++) {
        ask(environment, i);
      }
      environment.pass(Duration.ofMinutes(10));
      assertThat(carried(environment.run(ID, run).getLastEvent())).hasSize(1000);
      assertThat(environment.messages.outcomes)
          .first()
          .extracting(OutcomeNotice::outcome)
          .satisfies(outcome -> {
            assertThat(outcome.reasons()).containsExactly("others come first");
            assertThat(Integer.parseInt(outcome.requestId())).isGreaterThan(1000);
          });
    }
  }

  private static void ask(LifeEnvironment environment, int number) {
    Reference image = Reference.parse("stage.test/dev/app:" + number);
    environment.messages.reaper(
        image.repository().toString(),
        reaper -> reaper.request(RepositoryReaperTest.quarantine("" + number, image, DIGEST)));
  }

  private static List<RemovalOrder> carried(HistoryEvent end) {
    RepositoryReaper.Start next =
        DefaultDataConverter.STANDARD_INSTANCE.fromPayloads(
            0,
            Optional.of(end.getWorkflowExecutionContinuedAsNewEventAttributes().getInput()),
            RepositoryReaper.Start.class,
            RepositoryReaper.Start.class);
    return next.carried();
  }

  private static Instant time(HistoryEvent event) {
    return Instant.ofEpochSecond(event.getEventTime().getSeconds());
  }

  /** A reaper of two removals, from the first of its two runs to its end; which run that was. */
  static String goOn(LifeEnvironment environment) {
    Reference second = Reference.parse("stage.test/dev/app:2");
    environment.messages.livesAreTold = false;
    environment.stage.put(IMAGE, DIGEST);
    environment.stage.put(second, OTHER);
    environment.ledger.stageOrders = gathering(environment.ledger.stageOrders);
    String repository = IMAGE.repository().toString();
    environment.messages.reaper(
        repository, reaper -> reaper.request(RepositoryReaperTest.quarantine("r1", IMAGE, DIGEST)));
    String run = environment.runId(ID);
    environment.messages.reaper(
        repository, reaper -> reaper.request(RepositoryReaperTest.quarantine("r2", second, OTHER)));
    environment.pass(Duration.ofMinutes(10));
    environment.messages.reaper(repository, reaper -> reaper.withdraw("r1"));
    environment.pass(Duration.ofHours(2));
    return run;
  }

  /** Whose service suggests a new run soon. */
  static LifeEnvironment soon() {
    return new LifeEnvironment(SOON);
  }

  private static StageOrders gathering(StageOrders orders) {
    return new StageOrders(
        "dev",
        FakeLedger.PREFIX,
        true,
        "here",
        orders.capabilities(),
        Duration.ofHours(1),
        Duration.ofHours(1));
  }
}
