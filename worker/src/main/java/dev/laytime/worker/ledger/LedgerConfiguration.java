package dev.laytime.worker.ledger;

import dev.laytime.activity.LedgerActivities;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.FetchedManifests;
import dev.laytime.ledger.Inventory;
import dev.laytime.ledger.Polls;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.Removals;
import dev.laytime.ledger.Scans;
import dev.laytime.ledger.TagPolls;
import dev.laytime.ledger.Uploads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What others are given of the ledger; whoever imports this provides the {@link Ledger} itself,
 * closed last of all.
 */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

  @Bean
  Scans scans(Ledger ledger) {
    return ledger.scans();
  }

  @Bean
  Closures closures(Ledger ledger) {
    return ledger.closures();
  }

  @Bean
  Bodies bodies(Ledger ledger) {
    return ledger.bodies();
  }

  @Bean
  Inventory inventory(Ledger ledger) {
    return ledger.inventory();
  }

  @Bean
  Removals removals(Ledger ledger) {
    return ledger.removals();
  }

  @Bean
  Prohibitions prohibitions(Ledger ledger) {
    return ledger.prohibitions();
  }

  @Bean
  FetchedManifests fetchedManifests(Ledger ledger) {
    return ledger.fetchedManifests();
  }

  @Bean
  Uploads uploads(Ledger ledger) {
    return ledger.uploads();
  }

  @Bean
  LedgerActivities ledgerActivities(Ledger ledger) {
    return ledger.activities();
  }

  @Bean
  Registration registration(Ledger ledger) {
    return ledger.registration();
  }

  @Bean
  ObjectRegistration objectRegistration(Ledger ledger) {
    return ledger.objectRegistration();
  }

  @Bean
  Telling telling(Ledger ledger) {
    return ledger.telling();
  }

  @Bean
  Pulls pulls(Ledger ledger) {
    return ledger.pulls();
  }

  @Bean
  PullEvents pullEvents(Ledger ledger) {
    return ledger.pullEvents();
  }

  @Bean
  Polls polls(Ledger ledger) {
    return ledger.polls();
  }

  @Bean
  MirroredImages mirroredImages(Ledger ledger) {
    return ledger.mirroredImages();
  }

  @Bean
  MirrorPolls mirrorPolls(Ledger ledger) {
    return ledger.mirrorPolls();
  }

  @Bean
  RememberedHosts rememberedHosts(Ledger ledger) {
    return ledger.rememberedHosts();
  }

  @Bean
  TagPolls tagPolls(Ledger ledger) {
    return ledger.tagPolls();
  }

  @Bean
  TagMirrors tagMirrors(Ledger ledger) {
    return ledger.tagMirrors();
  }

  @Bean
  MirrorTargets mirrorTargets(Ledger ledger) {
    return ledger.mirrorTargets();
  }

  @Bean
  Wishes wishes(Ledger ledger) {
    return ledger.wishes();
  }

  @Bean
  LentLogins lentLogins(Ledger ledger) {
    return ledger.lentLogins();
  }

  @Bean
  Standings standings(Ledger ledger) {
    return ledger.standings();
  }

  @Bean
  PromotionLedger promotionLedger(Ledger ledger) {
    return ledger.promotionLedger();
  }

  @Bean
  PromotionOrdering promotionOrdering(Ledger ledger) {
    return ledger.promotionOrdering();
  }

  /** By any of its parts. */
  @Bean
  PromotionRecords promotionRecords(Ledger ledger) {
    return ledger.promotions();
  }

  @Bean
  BuildLedger buildLedger(Ledger ledger) {
    return ledger.buildLedger();
  }

  @Bean
  FoundBuilders foundBuilders(Ledger ledger) {
    return ledger.foundBuilders();
  }

  @Bean
  Builds builds(Ledger ledger) {
    return ledger.builds();
  }

  @Bean
  GateReadings gateReadings(Ledger ledger) {
    return ledger.gateReadings();
  }

  @Bean
  SeenSignatures seenSignatures(Ledger ledger) {
    return ledger.seenSignatures();
  }

  @Bean
  Views views(Ledger ledger) {
    return ledger.views();
  }
}
