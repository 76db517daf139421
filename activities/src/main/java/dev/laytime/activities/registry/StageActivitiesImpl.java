package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.Deletion;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.stage.Holding;
import dev.laytime.activities.registry.stage.ManifestCache;
import dev.laytime.activities.registry.stage.Members;
import dev.laytime.activities.registry.stage.Owners;
import dev.laytime.activities.registry.stage.Probing;
import dev.laytime.activities.registry.stage.Removing;
import dev.laytime.activities.registry.stage.Restoring;
import dev.laytime.activities.registry.stage.StageListing;
import dev.laytime.activities.registry.stage.Survey;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.HoldRequest;
import dev.laytime.activity.HoldResult;
import dev.laytime.activity.InventoryRequest;
import dev.laytime.activity.InventoryResult;
import dev.laytime.activity.LearnRequest;
import dev.laytime.activity.LearnResult;
import dev.laytime.activity.LookRequest;
import dev.laytime.activity.LookResult;
import dev.laytime.activity.OwnRequest;
import dev.laytime.activity.OwnResult;
import dev.laytime.activity.ProbeRequest;
import dev.laytime.activity.RemoveRequest;
import dev.laytime.activity.RemoveResult;
import dev.laytime.activity.RestoreRequest;
import dev.laytime.activity.RestoreResult;
import dev.laytime.activity.StageActivities;
import dev.laytime.activity.SurveyRequest;
import dev.laytime.activity.SurveyResult;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.Inventory;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.Removals;
import dev.laytime.ledger.Urgency;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities that look after stages, and that alone take anything away there. */
public final class StageActivitiesImpl implements StageActivities {

  private static final Logger log = LoggerFactory.getLogger(StageActivitiesImpl.class);

  private static final Duration SHORT_REQUESTS = Duration.ofSeconds(45);
  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  /** Above what one DELETE may take, below the two minutes after which it is missed. */
  private static final Duration REMOVAL = Duration.ofSeconds(110);

  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final RegistryClient registries;
  private final Deletion deletion;
  private final Hands hands;
  private final Hands urgent;
  private final Members members;
  private final Survey survey;
  private final Removing removing;
  private final Owners owners;
  private final StageListing listing;
  private final Permission permission;

  public StageActivitiesImpl(
      ImageStores stores,
      Closures closures,
      Bodies bodies,
      Inventory inventory,
      Removals removals,
      Prohibitions prohibitions) {
    ManifestCache cache = new ManifestCache();
    this.registries = stores.registries();
    this.deletion = registries.deletion(removals::deletionEnabled);
    this.hands = Hands.of(registries, bodies, closures);
    this.urgent = Hands.of(stores.at(Urgency.AWAITED).registries(), bodies, closures);
    this.members = new Members(registries, closures, cache);
    this.survey = new Survey(registries, removals, bodies, closures, cache);
    this.removing = new Removing(registries, deletion, removals, bodies, closures, cache);
    this.owners = new Owners(registries, deletion, inventory);
    this.listing = new StageListing(registries, inventory);
    this.permission = new Permission(prohibitions);
  }

  /** What looks, holds and restores, as urgent as its registries are asked. */
  private record Hands(Restoring restoring, Holding holding) {

    static Hands of(RegistryClient registries, Bodies bodies, Closures closures) {
      Restoring restoring = new Restoring(registries, bodies, closures);
      return new Hands(restoring, new Holding(registries, restoring));
    }
  }

  /** A Pod may wait for what this activity finds, or puts back. */
  private Hands hands() {
    int priority = Activity.getExecutionContext().getInfo().getPriority().getPriorityKey();
    return Urgency.of(priority) == Urgency.AWAITED ? urgent : hands;
  }

  @Override
  public LookResult look(LookRequest request) {
    Holding holding = hands().holding();
    return shortly(
        "look at " + request.image(), () -> holding.look(request.image(), request.whole()));
  }

  @Override
  public LearnResult learn(LearnRequest request) {
    return heartbeating(
        "walk the closure of %s@%s".formatted(request.repository(), request.digest()),
        pulse -> members.learn(request.repository(), request.digest(), pulse));
  }

  @Override
  public HoldResult hold(HoldRequest request) {
    return shortly(
        "hold %s@%s".formatted(request.repository(), request.digest()),
        () -> hands.holding().hold(request.repository(), request.digest()));
  }

  @Override
  public RestoreResult restore(RestoreRequest request) {
    String what = "restore " + request.image();
    Restoring restoring = hands().restoring();
    RestoreResult result =
        shortly(
            what,
            () -> {
              permission.require(what, request.image(), request.digest());
              return restoring.restore(request.image(), request.digest());
            });
    log.info(
        "restored image={} digest={} outcome={} missing={}",
        request.image(),
        request.digest(),
        result.outcome(),
        result.missing());
    return result;
  }

  @Override
  public SurveyResult survey(SurveyRequest request) {
    return heartbeating("map " + request.repository(), pulse -> survey.run(request, pulse));
  }

  @Override
  public RemoveResult remove(RemoveRequest request) {
    String what = "remove %s of %s".formatted(request.step(), request.claim().image());
    try {
      RemoveResult result = remove(request, what);
      log.info(
          "removal ended image={} step={} outcome={} reasons={}",
          request.claim().image(),
          request.step(),
          result.outcome(),
          result.reasons());
      return result;
    } catch (RegistryException e) {
      throw Failures.once(Failures.of(e, what));
    } catch (ApplicationFailure e) {
      throw Failures.once(e);
    }
  }

  private RemoveResult remove(RemoveRequest request, String what) throws RegistryException {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Duration left = timeLeft(context.getInfo(), what);
    LookBeat beat = new LookBeat(context::heartbeat, left, System::nanoTime, what);
    WatchedWork watched = new WatchedWork(left.compareTo(REMOVAL) < 0 ? left : REMOVAL);
    return run(what, watched, beat::steps, beat, () -> removing.remove(request, beat::step));
  }

  @Override
  public Capabilities probe(ProbeRequest request) {
    return heartbeating(
        "probe " + request.repository(),
        pulse -> new Probing(registries, deletion, request.repository(), pulse).run());
  }

  @Override
  public OwnResult own(OwnRequest request) {
    return heartbeating("own " + request.prefix(), pulse -> owners.own(request, pulse));
  }

  @Override
  public InventoryResult inventory(InventoryRequest request) {
    return heartbeating("list stage " + request.stage(), pulse -> listing.run(request, pulse));
  }

  private static Duration timeLeft(ActivityInfo info, String what) throws RegistryException {
    long waited = info.getStartedTimestamp() - info.getCurrentAttemptScheduledTimestamp();
    return timeLeft(info.getScheduleToCloseTimeout(), Duration.ofMillis(Math.max(0, waited)), what);
  }

  /** Time in the queue counts: no request may outlive the activity that sent it. */
  static Duration timeLeft(Duration inAll, Duration waited, String what) throws RegistryException {
    Duration left = inAll.minus(MARGIN).minus(waited);
    if (left.compareTo(MARGIN) < 0) {
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          what,
          "it waited too long for a worker",
          "run more workers on the queue `registry`");
    }
    return left;
  }

  private static <T> T shortly(String what, Callable<T> work) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    return run(what, new WatchedWork(SHORT_REQUESTS), () -> 0, () -> context.heartbeat(0), work);
  }

  private static <T> T run(
      String what, WatchedWork watched, LongSupplier pulse, Runnable beat, Callable<T> work) {
    try {
      return watched.run(what, pulse, beat::run, work);
    } catch (IOException e) {
      throw Failures.of(e, what);
    } catch (LedgerUnavailableException e) {
      throw Failures.of(e, what);
    }
  }

  /** Work that tells of its steps. */
  private interface Stepping<T> {
    T run(Runnable pulse) throws Exception;
  }

  private static <T> T heartbeating(String what, Stepping<T> work) {
    AtomicLong steps = new AtomicLong();
    ActivityExecutionContext context = Activity.getExecutionContext();
    try {
      return new WatchedWork(STANDSTILL)
          .run(
              what,
              steps::get,
              () -> context.heartbeat(steps.get()),
              () -> work.run(steps::incrementAndGet));
    } catch (IOException e) {
      throw Failures.of(e, what);
    } catch (LedgerUnavailableException e) {
      throw Failures.of(e, what);
    }
  }
}
