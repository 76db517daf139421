package dev.laytime.worker.api;

import dev.laytime.activities.gitops.GitWriteActivitiesImpl;
import dev.laytime.worker.health.QueueTrouble;
import dev.laytime.worker.health.RegistryBudgets;
import dev.laytime.worker.ledger.PromotionHolds;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.worker.ledger.PromotionOrdering;
import dev.laytime.worker.ledger.PromotionPaths;
import dev.laytime.worker.ledger.Promotions;
import dev.laytime.worker.ledger.ProvenWords;
import dev.laytime.worker.ledger.PullEvents;
import dev.laytime.worker.ledger.Statements;
import dev.laytime.worker.ledger.Views;
import dev.laytime.worker.ledger.Wishes;
import dev.laytime.worker.messages.Announcements;
import dev.laytime.worker.messages.OwedWords;
import dev.laytime.worker.messages.PromotionWakes;
import dev.laytime.worker.messages.PromotionWords;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the API to the ledger. */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {

  @Bean
  ReadController readController(Views views, QueueTrouble queues, RegistryBudgets budgets) {
    return new ReadController(
        views, new LifeQueues(queues), new RegistryWaits(budgets), InstantSource.system());
  }

  @Bean
  WishController wishController(Wishes wishes, OwedWords owed, Announcements announcements) {
    return new WishController(wishes, owed, announcements, InstantSource.system());
  }

  @Bean
  EventsController eventsController(PullEvents events) {
    return new EventsController(events, InstantSource.system());
  }

  @Bean
  PromotionPlanner promotionPlanner(
      PromotionLedger ledger,
      PromotionOrdering ordering,
      Statements statements,
      ObjectProvider<GitWriteActivitiesImpl> git) {
    return new PromotionPlanner(
        ledger,
        ordering,
        statements,
        (order, name) -> git.getObject().plan(order, name),
        InstantSource.system());
  }

  @Bean
  PromotionCalls promotionCalls(
      Promotions promotions,
      PromotionOrdering ordering,
      ProvenWords proven,
      PromotionPaths paths,
      PromotionWords words) {
    return new PromotionCalls(promotions, ordering, proven, paths, words, InstantSource.system());
  }

  @Bean
  PromotionController promotionController(
      Promotions promotions,
      PromotionOrdering ordering,
      PromotionCalls calls,
      PromotionPlanner planner) {
    return new PromotionController(promotions, ordering, calls, planner);
  }

  @Bean
  PromotionWordController promotionWordController(
      PromotionCalls calls, PromotionPaths paths, PromotionWords words) {
    return new PromotionWordController(calls, paths, words);
  }

  @Bean
  RollbackController rollbackController(
      PromotionOrdering ordering,
      PromotionHolds holds,
      Views views,
      PromotionCalls calls,
      PromotionPlanner planner,
      PromotionWakes wakes) {
    return new RollbackController(
        ordering, holds, new StagePrefixes(views), calls, planner, wakes, InstantSource.system());
  }

  @Bean
  ApiErrors apiErrors() {
    return new ApiErrors();
  }
}
