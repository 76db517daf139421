package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPhase;
import dev.laytime.lifecycle.Life;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is to go on from where no run of it stood begins afresh. */
class HandedOnTest {

  private static final Instant LONG_AGO = Instant.EPOCH;

  private static <W> W stub(TestWorkflowEnvironment temporal, Class<W> type, String id) {
    return temporal.getWorkflowClient().newWorkflowStub(type, FakeMessages.options(id));
  }

  @Test
  void scansAndSweepsThoughItIsStartedAsIfItWerePaused() {
    try (LifeEnvironment environment = new LifeEnvironment()) {
      SourceScan scan = stub(environment.temporal, SourceScan.class, WorkflowIds.scan("manifests"));
      WorkflowClient.start(
          scan::run,
          new SourceScan.Start(
              "manifests", new SourceScan.Status(true, 1, LONG_AGO, null, "", null)));
      StageSweep sweep = stub(environment.temporal, StageSweep.class, WorkflowIds.sweep("dev"));
      WorkflowClient.start(
          sweep::run,
          new StageSweep.Start("dev", new StageSweep.Status(true, 1, LONG_AGO, null, 0, "", null)));
      environment.settle();
      assertThat(environment.sources.scans).hasSize(1);
      assertThat(environment.stage.inventories).hasSize(1);
    }
  }

  @Test
  void learnsOfAnImageFromTheLedgerAloneWhateverItsLifeIsStartedWith() {
    try (LifeEnvironment environment = new LifeEnvironment()) {
      ImageLife life = stub(environment.temporal, ImageLife.class, WorkflowIds.life(IMAGE));
      WorkflowClient.start(
          life::run,
          new ImageLife.Start(
              IMAGE,
              Life.begin(IMAGE, LONG_AGO, DIGEST),
              List.of("no refusal"),
              List.of("proven")));
      environment.settle();
      assertThat(environment.why().refusals()).isEmpty();
      assertThat(environment.why().digest()).isNull();
    }
  }

  @Test
  void removesNothingThatNobodyAskedARepositorysReaperFor() {
    try (LifeEnvironment environment = new LifeEnvironment()) {
      environment.stage.put(IMAGE, DIGEST);
      RepositoryReaper reaper =
          stub(environment.temporal, RepositoryReaper.class, WorkflowIds.reap(IMAGE.repository()));
      WorkflowClient.start(
          reaper::run,
          new RepositoryReaper.Start(
              IMAGE.repository().toString(),
              List.of(RepositoryReaperTest.quarantine("r1", IMAGE, DIGEST)),
              LONG_AGO));
      environment.pass(Duration.ofHours(2));
      assertThat(environment.messages.outcomes).isEmpty();
      assertThat(environment.stage.at(IMAGE)).isEqualTo(DIGEST);
    }
  }

  @Test
  void asksForPromotionsThoughItIsStartedAsIfItWerePaused() {
    try (PromotionEnvironment environment = new PromotionEnvironment()) {
      PromotionRounds rounds =
          stub(environment.temporal, PromotionRounds.class, WorkflowIds.promotions("release"));
      WorkflowClient.start(
          rounds::run,
          new PromotionRounds.Start(
              "release", new PromotionRounds.Status(true, 1, LONG_AGO, 7, "", null)));
      environment.settle();
      assertThat(rounds.status().paused()).isFalse();
    }
  }

  @Test
  void pollsFromTheBeginningWhateverItIsStartedWith() {
    try (PollEnvironment environment = new PollEnvironment()) {
      MirrorPoll poll = environment.stub(FakeMessages.options(PollEnvironment.ID));
      var report =
          poll.run(
              new MirrorPoll.Start(
                  PollEnvironment.TARGET.toString(),
                  new MirrorPoll.Progress(LONG_AGO, PollPhase.COPY, "z", PollCount.NONE)));
      assertThat(report.startedAt()).isAfter(LONG_AGO);
      assertThat(environment.polls.requests.getFirst().after()).isNull();
    }
  }
}
