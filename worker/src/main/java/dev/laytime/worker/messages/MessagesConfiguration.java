package dev.laytime.worker.messages;

import dev.laytime.activity.BuildLedgerActivities;
import dev.laytime.activity.MessageActivities;
import dev.laytime.activity.MirrorActivities;
import dev.laytime.activity.PromotionActivities;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.ledger.BuildLedger;
import dev.laytime.worker.ledger.MirrorPolls;
import dev.laytime.worker.ledger.MirroredImages;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.worker.ledger.PromotionOrdering;
import dev.laytime.worker.ledger.Telling;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the senders to Temporal's client. */
@Configuration(proxyBeanMethods = false)
public class MessagesConfiguration {

  /** A hundred a second: ten thousand lives learn of a changed policy within two minutes. */
  private static final Duration BETWEEN = Duration.ofMillis(10);

  /**
   * Fifty a second: each may begin a life, which asks its registry and the ledger a few things at
   * once. Ten thousand images of a stage that is taken over have their lives after some minutes.
   */
  private static final Duration BETWEEN_FINDS = Duration.ofMillis(20);

  @Bean
  LifeMessages lifeMessages(WorkflowClient client) {
    return new SignalledLives(client);
  }

  @Bean
  Loops loops(WorkflowClient client) {
    return new StartedLoops(client);
  }

  @Bean(destroyMethod = "close")
  Announcements announcements() {
    return new Announcements(BETWEEN, Thread::sleep);
  }

  @Bean
  OwedWords owedWords(Telling telling, LifeMessages lives) {
    return new OwedWords(telling, lives);
  }

  @Bean
  MessageActivities messageActivities(
      LifeMessages lives, PromotionRuns promotions, WorkflowClient client, Telling telling) {
    return new MessageActivitiesImpl(
        lives, promotions, client, telling, new Throttle(BETWEEN_FINDS, Thread::sleep));
  }

  @Bean
  PromotionAsker promotionAsker(WorkflowClient client) {
    return new PromotionAsker(client);
  }

  @Bean
  PromotionWords promotionWords(WorkflowClient client, PromotionAsker asker) {
    return new TemporalPromotionWords(client, asker);
  }

  @Bean
  BuildWords buildWords(WorkflowClient client, BuildAsker asker) {
    return new TemporalBuildWords(client, asker);
  }

  @Bean
  PromotionRuns promotionRuns(PromotionLedger ledger, WorkflowClient client) {
    return new TemporalPromotionRuns(ledger, client);
  }

  @Bean
  PromotionStarts promotionStarts(PromotionLedger ledger, Loops loops, PromotionRuns runs) {
    return new PromotionStarts(ledger, loops, runs);
  }

  @Bean
  PromotionWakes promotionWakes(PromotionStarts promotions, Announcements announcements) {
    return (waiting, why) -> promotions.wake(waiting, why, announcements);
  }

  @Bean
  PromotionActivities promotionActivities(
      PromotionLedger ledger,
      PromotionOrdering ordering,
      PromotionAsker asker,
      MirroredImages mirrored,
      WorkflowClient client) {
    return new PromotionActivitiesImpl(
        ledger, ordering, asker, new LateReferrers(mirrored, client, InstantSource.system()));
  }

  @Bean
  BuildAsker buildAsker(WorkflowClient client) {
    return new BuildAsker(client);
  }

  @Bean
  BuildLedgerActivities buildLedgerActivities(
      BuildLedger ledger,
      BuildAsker asker,
      LifeMessages lives,
      PromotionOrdering promotions,
      PromotionAsker promoter,
      PromotionLedger promoted) {
    return new BuildLedgerActivitiesImpl(ledger, asker, lives, promotions, promoter, promoted);
  }

  @Bean(destroyMethod = "close")
  BuildRounds buildRounds(
      BuildLedger ledger, BuildWords words, LifeMessages lives, LaytimeProperties properties) {
    return new BuildRounds(ledger, words, lives::look, properties.concurrency().builds());
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> askingForBuilds(BuildRounds rounds) {
    return _ -> rounds.start();
  }

  @Bean
  MirrorActivities mirrorActivities(WorkflowClient client, MirrorPolls polls, PollEnds ends) {
    return new MirrorActivitiesImpl(
        new SignalledLives(client), polls, new Throttle(BETWEEN_FINDS, Thread::sleep), ends);
  }
}
