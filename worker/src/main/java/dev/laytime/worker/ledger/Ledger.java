package dev.laytime.worker.ledger;

import dev.laytime.activity.LedgerActivities;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.FetchedManifests;
import dev.laytime.ledger.Inventory;
import dev.laytime.ledger.Polls;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.Removals;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.Scans;
import dev.laytime.ledger.TagPolls;
import dev.laytime.ledger.Uploads;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The ledger, opened: everything that can be asked of it and told to it. */
public final class Ledger implements AutoCloseable {

  private static final Duration PROMOTIONS_KEPT = Duration.ofDays(365);

  private final Database database;
  private final Tables tables;
  private final Differences differences;

  private Ledger(
      Database database, InstantSource clock, Duration promotionsKept, GateSettings gates) {
    this.database = database;
    this.tables = new Tables(new Sql(database.connections()), clock, promotionsKept, gates);
    this.differences = new Differences(tables);
  }

  /**
   * Opens a ledger, and brings its tables to this release's form.
   *
   * @param url as JDBC has it; {@link #fileIn} where nobody configured one
   * @throws dev.laytime.worker.startup.RefusedToStartException if it cannot be opened
   */
  public static Ledger open(String url, @Nullable String username, @Nullable String password) {
    return open(url, username, password, PROMOTIONS_KEPT, GateSettings.NONE);
  }

  /**
   * The same.
   *
   * @param promotionsKept how long promotions that are over are remembered at least
   * @param gates what the gates of promotions name
   */
  public static Ledger open(
      String url,
      @Nullable String username,
      @Nullable String password,
      Duration promotionsKept,
      GateSettings gates) {
    return new Ledger(
        Database.open(url, username, password, Database.PATIENCE),
        InstantSource.system(),
        promotionsKept,
        gates);
  }

  static Ledger open(
      String url,
      @Nullable String username,
      @Nullable String password,
      InstantSource clock,
      Duration patience) {
    return open(url, username, password, clock, patience, GateSettings.NONE);
  }

  static Ledger open(
      String url,
      @Nullable String username,
      @Nullable String password,
      InstantSource clock,
      Duration patience,
      GateSettings gates) {
    return new Ledger(
        Database.open(url, username, password, patience), clock, PROMOTIONS_KEPT, gates);
  }

  /**
   * The URL of the file database in a worker's state directory.
   *
   * @throws IllegalArgumentException if the directory's name cannot stand in a URL
   */
  public static String fileIn(Path stateDirectory) {
    return Database.fileIn(stateDirectory);
  }

  /** The URL of a database that ends with the process, for a worker that keeps nothing. */
  public static String inMemory(String name) {
    return "jdbc:h2:mem:" + name;
  }

  /** For {@code UsageActivities}. */
  public Scans scans() {
    return new JdbcScans(tables);
  }

  /** For {@code StageActivities}. */
  public Closures closures() {
    return tables.closures;
  }

  /** For {@code StageActivities}. */
  public Bodies bodies() {
    return new JdbcBodies(tables.sql, tables.clock);
  }

  /** For {@code StageActivities}. */
  public Inventory inventory() {
    return tables.inventory;
  }

  /** For {@code StageActivities}. */
  public Removals removals() {
    return new JdbcRemovals(tables);
  }

  /**
   * For {@code RegistryActivities} and {@code StageActivities}.
   *
   * @throws dev.laytime.ledger.LedgerUnavailableException if the ledger does not answer
   */
  public Prohibitions prohibitions() {
    return new JdbcProhibitions(tables);
  }

  /** For the registry client, where workers share this ledger. */
  public RequestBudget budget() {
    return new JdbcBudget(tables.sql);
  }

  /** For copies. */
  public FetchedManifests fetchedManifests() {
    return new JdbcFetchedManifests(tables.sql, tables.clock, JdbcFetchedManifests.MOST_BYTES);
  }

  /** For the registry client. */
  public Uploads uploads() {
    return new JdbcUploads(tables.sql, tables.clock);
  }

  /** For Temporal: failures are Temporal's. */
  public LedgerActivities activities() {
    return new LedgerActivitiesImpl(new JdbcActivities(tables));
  }

  /** For the worker's start. */
  public Registration registration() {
    return new JdbcRegistration(tables);
  }

  /** For whoever reads objects in a cluster. */
  public ObjectRegistration objectRegistration() {
    return new JdbcObjectRegistration(tables);
  }

  /** For {@code MessageActivities}. */
  public Telling telling() {
    return new JdbcTelling(tables, differences);
  }

  /** For whoever watches clusters. */
  public Pulls pulls() {
    return new JdbcPulls(tables);
  }

  /** For what registries tell. */
  public PullEvents pullEvents() {
    return new JdbcPullEvents(tables);
  }

  /** For {@code PollActivities}. */
  public Polls polls() {
    return new JdbcPolls(tables);
  }

  /** For promotions of what mirrors brought. */
  public MirroredImages mirroredImages() {
    return new JdbcMirroredImages(tables.sql);
  }

  /** For {@code MirrorActivities}, and for schedules. */
  public MirrorPolls mirrorPolls() {
    return new JdbcMirrorPolls(tables);
  }

  /** For adapters. */
  public RememberedHosts rememberedHosts() {
    return new JdbcRememberedHosts(tables);
  }

  /** For {@code TagPollActivities} and {@code MirrorCopyActivities}. */
  public TagPolls tagPolls() {
    return new JdbcTagPolls(tables);
  }

  /** For configuration, and for adapters. */
  public TagMirrors tagMirrors() {
    return new JdbcTagMirrors(tables);
  }

  /** For adapters, and for people. */
  public MirrorTargets mirrorTargets() {
    return new JdbcMirrorTargets(tables);
  }

  /** For people. */
  public Wishes wishes() {
    return new JdbcWishes(tables, differences);
  }

  /** For people. */
  public Views views() {
    return new JdbcViews(tables);
  }

  /** Which upstreams there are logins for. */
  public LentLogins lentLogins() {
    return new JdbcLentLogins(tables);
  }

  /** For {@code PromotionActivities}. */
  public PromotionLedger promotionLedger() {
    return new JdbcPromotionLedger(tables);
  }

  /** For people. */
  public PromotionOrdering promotionOrdering() {
    return new JdbcPromotionOrdering(tables);
  }

  /** For what watches the files that gates name. */
  public GateReadings gateReadings() {
    return new GateReadings() {
      @Override
      public void say() {
        tables.sql.change("write down what gates name", tables.gates::say);
      }

      @Override
      public void forget() {
        tables.sql.change("forget what gates name", tables.gates::forget);
      }
    };
  }

  /** For the HTTP API. */
  public SeenSignatures seenSignatures() {
    return new JdbcSeenSignatures(tables);
  }

  /** For people, and for metrics. */
  public PromotionRecords promotions() {
    return new JdbcPromotions(tables);
  }

  /** For {@code BuildLedgerActivities}, and for people. */
  public BuildLedger buildLedger() {
    return new JdbcBuildLedger(tables);
  }

  /** For the adapter of image-operator's builders, and for what builds. */
  public FoundBuilders foundBuilders() {
    return new JdbcFoundBuilders(tables);
  }

  /** For people, and for metrics. */
  public Builds builds() {
    return new JdbcBuilds(tables);
  }

  /** How lives are, many at once. */
  public Standings standings() {
    return new JdbcStandings(tables);
  }

  /** The tables, for tests. */
  Sql sql() {
    return tables.sql;
  }

  @Override
  public void close() {
    database.close();
  }
}
