package dev.laytime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPhase;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollRequest;
import dev.laytime.activity.PollStop;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MirrorPollTest {

  private static final Duration CRON = Duration.ofMinutes(5);

  private final PollEnvironment environment = new PollEnvironment();
  private final FakePolls polls = environment.polls;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void looksAtKnownImagesAndThenForNewTagsPageByPage() {
    polls.pages = 2;
    PollReport report = environment.poll();
    assertThat(polls.asked)
        .containsExactly(
            "orders",
            "offer",
            "refresh null",
            "offer",
            "refresh 1",
            "offer",
            "discover null",
            "offer",
            "discover 1",
            "offer",
            "polled");
    assertThat(report.failure()).isEmpty();
    assertThat(report.count())
        .isEqualTo(
            new PollCount(8, 4, 0, 0, 4, Collections.nCopies(4, "docker.io/library/app:1: 404")));
    assertThat(polls.reports).containsExactly(report);
    assertThat(polls.requests)
        .extracting(PollRequest::startedAt)
        .containsOnly(report.startedAt())
        .hasSize(4);
  }

  @Test
  void offersOnceWhatAnEarlierPollFoundAndOtherwiseOnlyWhatThereIs() {
    polls.count = new PollCount(1, 0, 0, 0, 0, List.of());
    polls.pages = 3;
    environment.poll();
    assertThat(polls.asked).filteredOn("offer"::equals).hasSize(1);
  }

  @Test
  void keepsTenCauses() {
    polls.pages = 20;
    assertThat(environment.poll().count().causes()).hasSize(10);
    assertThat(environment.poll().count().troubles()).isEqualTo(40);
  }

  @Test
  void asksNobodyWhereTheTargetIsNotPolledAnyMore() {
    polls.source = null;
    assertThat(environment.poll().source()).isNull();
    assertThat(polls.asked).containsExactly("orders");
  }

  @Test
  void offersWhatAPageFoundBeforeTheSourceAskedForPatience() {
    polls.failures.add(
        FakeRegistry.failure(
            FailureType.THROTTLED, environment.now().plus(Duration.ofMinutes(90))));
    environment.poll();
    assertThat(polls.asked)
        .startsWith(
            "orders",
            "offer",
            "refresh null",
            "offer",
            "wait",
            "go on",
            "refresh null",
            "discover null");
    assertThat(polls.owed).hasValue(0);
  }

  @Test
  void offersWhatIsOwedAlsoWhereTheSourceIsDead() {
    polls.owed.set(3);
    polls.failures.add(FakeRegistry.failure(FailureType.UNAVAILABLE, null));
    polls.failures.add(FakeRegistry.failure(FailureType.DENIED, null));
    environment.poll();
    assertThat(polls.asked).startsWith("orders", "offer", "refresh null");
    assertThat(polls.owed).hasValue(0);
  }

  @Test
  void asksTheSamePageAgainWhenTheSourceSaidThatItMay() {
    Instant until = environment.now().plus(Duration.ofMinutes(90));
    polls.failures.add(FakeRegistry.failure(FailureType.THROTTLED, until));
    PollReport report = environment.poll();
    assertThat(report.failure()).isEmpty();
    assertThat(report.endedAt()).isBetween(until, until.plusSeconds(60));
    assertThat(polls.asked).filteredOn("refresh null"::equals).hasSize(2);
  }

  @Test
  void leavesToTheNextPollWhatWouldHaveToWaitTooLong() {
    polls.failures.add(
        FakeRegistry.failure(FailureType.THROTTLED, environment.now().plus(Duration.ofHours(7))));
    PollReport report = environment.poll();
    assertThat(report.failure()).contains("registry answered THROTTLED");
    assertThat(Duration.between(report.startedAt(), report.endedAt()))
        .isLessThan(Duration.ofMinutes(1));
    assertThat(polls.reports).containsExactly(report);
  }

  @Test
  void beginsWhereTheLastPollWasThrottled() {
    polls.pages = 3;
    polls.failing = "1";
    for (int i = 0; i < 2; i++) {
      polls.failures.add(
          FakeRegistry.failure(FailureType.THROTTLED, environment.now().plus(Duration.ofHours(7))));
      assertThat(environment.poll().stop()).isEqualTo(new PollStop(PollPhase.REFRESH, "1"));
    }
    polls.asked.clear();
    assertThat(environment.poll().stop()).isNull();
    assertThat(polls.asked)
        .filteredOn(asked -> asked.contains(" "))
        .containsExactly("refresh 1", "refresh 2", "discover null", "discover 1", "discover 2");
    polls.asked.clear();
    environment.poll();
    assertThat(polls.asked).contains("refresh null");
  }

  @Test
  void isStuckNowhereThatASourceAlwaysFails() {
    polls.pages = 3;
    polls.failing = "1";
    polls.failures.add(FakeRegistry.failure(FailureType.DENIED, null));
    polls.failures.add(FakeRegistry.failure(FailureType.DENIED, null));
    assertThat(environment.poll().stop()).isEqualTo(new PollStop(PollPhase.REFRESH, "1"));
    assertThat(environment.poll().stop()).isNull();
    polls.asked.clear();
    environment.poll();
    assertThat(polls.asked).contains("refresh null");
  }

  @Test
  void tellsWhyNotEverythingWasLookedAt() {
    polls.failures.add(FakeRegistry.failure(FailureType.DENIED, null));
    PollReport report = environment.poll();
    assertThat(report.failure()).contains("registry answered DENIED");
    assertThat(polls.asked).containsExactly("orders", "offer", "refresh null", "offer", "polled");
    assertThat(polls.reports).containsExactly(report);
  }

  @Test
  void endsWithItsReportWhereTheLedgerTakesNone() {
    polls.count = PollCount.NONE;
    polls.ledgerFailures.add(FakeRegistry.failure(FailureType.REFUSED, null));
    PollReport report = environment.poll();
    assertThat(report.failure()).contains("registry answered REFUSED");
    assertThat(report.source()).isNull();
  }

  @Test
  void goesOnInANewRunAfterAHundredPages() {
    polls.pages = 120;
    PollReport report = environment.poll();
    assertThat(polls.requests).hasSize(240);
    assertThat(report.count().looked()).isEqualTo(480);
    assertThat(polls.requests).extracting(PollRequest::startedAt).containsOnly(report.startedAt());
    assertThat(polls.asked).filteredOn("orders"::equals).hasSize(3);
  }

  @Test
  void goesOnInTheSameRunWhereCronStartsIt() {
    polls.pages = 120;
    WorkflowOptions byCron =
        WorkflowOptions.newBuilder(FakeMessages.options(PollEnvironment.ID))
            .setCronSchedule("*/5 * * * *")
            .build();
    var _ =
        WorkflowClient.start(
            environment.stub(byCron)::run,
            new MirrorPoll.Start(PollEnvironment.TARGET.toString(), null));
    // From within one interval to the middle of another, where no poll is under way.
    long begun = environment.now().getEpochSecond() % CRON.toSeconds();
    environment.temporal.sleep(CRON.multipliedBy(2).plus(CRON.dividedBy(2)).minusSeconds(begun));
    assertThat(polls.reports).hasSize(2);
    assertThat(polls.asked).filteredOn("orders"::equals).hasSameSizeAs(polls.reports);
    assertThat(polls.reports).extracting(PollReport::startedAt).doesNotHaveDuplicates();
  }

  @Test
  void selectsTagsOffersWhatLivesBringAndCopiesTheRest() {
    polls.tags = true;
    polls.pages = 2;
    PollReport report = environment.poll();
    assertThat(polls.asked)
        .containsExactly(
            "orders",
            "offer",
            "select null",
            "offer",
            "select 1",
            "offer",
            "bring null",
            "offer",
            "bring 1",
            "offer",
            "polled");
    assertThat(report.failure()).isEmpty();
    assertThat(report.source()).isEqualTo(polls.source);
  }

  @Test
  void beginsWithTheCopiesThatTheLastPollWasThrottledAt() {
    polls.tags = true;
    polls.stop = new PollStop(PollPhase.COPY, null);
    environment.poll();
    assertThat(polls.asked)
        .startsWith("orders", "offer", "bring null")
        .doesNotContain("select null");
  }

  @Test
  void goesOnWithItsCopiesOnceItMay() {
    polls.tags = true;
    polls.stop = new PollStop(PollPhase.COPY, null);
    Instant until = environment.now().plus(Duration.ofMinutes(14));
    polls.failures.add(FakeRegistry.failure(FailureType.THROTTLED, until));
    PollReport report = environment.poll();
    assertThat(report.endedAt()).isBetween(until, until.plusSeconds(60));
    assertThat(polls.asked)
        .startsWith("orders", "offer", "bring null", "offer", "wait", "go on", "bring null");
  }

  @Test
  void beginsAtTheFrontWhereARuleSelectsTagsByNow() {
    polls.tags = true;
    polls.stop = new PollStop(PollPhase.DISCOVER, "7");
    environment.poll();
    assertThat(polls.asked).contains("select null");
  }

  @Test
  void goesOnSelectingInANewRun() {
    polls.tags = true;
    polls.pages = 120;
    PollReport report = environment.poll();
    assertThat(polls.requests).extracting(PollRequest::startedAt).containsOnly(report.startedAt());
    assertThat(polls.asked).filteredOn(asked -> asked.startsWith("select")).hasSize(120);
    assertThat(polls.asked).filteredOn(asked -> asked.startsWith("bring")).hasSize(120);
    assertThat(polls.asked).filteredOn("orders"::equals).hasSize(3);
  }

  @Test
  void canBeFoundByWhatItPollsAndSaysHowItWent() {
    environment.poll();
    var described = environment.started().describe();
    assertThat(described.getTypedSearchAttributes().get(SearchAttributes.REPOSITORY))
        .isEqualTo("stage.test/dev/hub");
    assertThat(described.getTypedSearchAttributes().get(SearchAttributes.REGISTRY))
        .isEqualTo("stage.test");
    assertThat(described.getTypedSearchAttributes().get(SearchAttributes.STAGE)).isEqualTo("dev");
    assertThat(environment.started().query("progress", MirrorPoll.Progress.class).count().looked())
        .isEqualTo(4);
  }
}
