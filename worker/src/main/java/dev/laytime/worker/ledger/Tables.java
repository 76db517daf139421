package dev.laytime.worker.ledger;

import java.time.Duration;
import java.time.InstantSource;

/** The ledger's rows, each kind by its keeper; everything is used within a transaction. */
final class Tables {

  final Sql sql;
  final Json json = new Json();
  final InstantSource clock;
  final Stages stages;
  final Logins logins;
  final Rules rules;
  final AdapterRules adapterRules;
  final TagMirrorRows tagMirrors;
  final TargetRows targets;
  final PollReports reports;
  final ObjectRows objects;
  final Sources sources;
  final NamedReferences references;
  final Workloads workloads;
  final Lives lives;
  final Stories stories;
  final Pins pins;
  final Promises promises;
  final Forbidden forbidden;
  final JdbcClosures closures;
  final JdbcInventory inventory;
  final Siblings siblings;
  final Intentions intentions;
  final Breakers breakers;
  final SweepBreakers sweepBreakers;
  final Looks looks;
  final Departures departures;
  final PulledManifests pulledManifests;
  final PullTellers pullTellers;
  final PromotionTables promotions;
  final BuildTables builds;
  final PromotionTrimming trimming;
  final StandingGates gates;

  /**
   * @param promotionsKept how long promotions that are over are remembered at least
   * @param gates what the gates of promotions name
   */
  Tables(Sql sql, InstantSource clock, Duration promotionsKept, GateSettings gates) {
    this.gates = new StandingGates(sql, gates, clock);
    this.sql = sql;
    this.clock = clock;
    stages = new Stages(sql, json);
    logins = new Logins(sql);
    rules = new Rules(sql, json, logins);
    adapterRules = new AdapterRules(sql);
    tagMirrors = new TagMirrorRows(sql, json);
    targets = new TargetRows(sql);
    reports = new PollReports(sql, json);
    objects = new ObjectRows(sql, json);
    sources = new Sources(sql, json);
    references = new NamedReferences(sql, json);
    workloads = new Workloads(sql);
    lives = new Lives(sql);
    stories = new Stories(sql, json);
    pins = new Pins(sql);
    promises = new Promises(sql);
    forbidden = new Forbidden(sql);
    closures = new JdbcClosures(sql);
    inventory = new JdbcInventory(sql, stages);
    siblings = new Siblings(lives, inventory);
    breakers = new Breakers(sql);
    sweepBreakers = new SweepBreakers(sql, json);
    looks = new Looks(sql);
    departures = new Departures(sql);
    pulledManifests = new PulledManifests(sql);
    pullTellers = new PullTellers(sql);
    promotions = new PromotionTables(sql, json);
    builds = new BuildTables(sql, json);
    trimming = new PromotionTrimming(sql, promotions, promotionsKept);
    intentions = new Intentions(sql, json);
  }

  /** What policy and evidence stand on now. */
  Ground ground() {
    return new Ground(stages.configured(), rules.all(), sources.registered(), sources.scopes());
  }

  /** What people decided, as the ledger has it now. */
  Policies policies(Ground ground) {
    return new Policies(
        ground.stages(),
        ground.rules(),
        json,
        new Own(stories, builds.orders, builds.orders.anyDone()));
  }

  /** Evidence as the ledger has it now. */
  Evidence evidence(Ground ground) {
    Pulling pulling = new Pulling(pulledManifests, pullTellers);
    return new Evidence(
        ground,
        policies(ground),
        new Hearing(ground, references, lives),
        new Keepers(
            ground,
            lives,
            siblings,
            pins,
            promises,
            objects,
            workloads,
            pulling,
            new MirrorKeepers(tagMirrors, targets),
            promotions.keepers()),
        closures);
  }
}
