package dev.laytime.workflow;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.EvidenceRequest;
import dev.laytime.activity.EvidenceResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.IntendRequest;
import dev.laytime.activity.IntendResult;
import dev.laytime.activity.LedgerActivities;
import dev.laytime.activity.LifeRecord;
import dev.laytime.activity.PinRequest;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.activity.SettleRequest;
import dev.laytime.activity.SourceOrders;
import dev.laytime.activity.StageOrders;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.mirror.RepositoryPrefix;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A ledger in memory that remembers, and does not answer when it is told not to. */
final class FakeLedger implements LedgerActivities {

  static final Duration GRACE = Duration.ofDays(14);
  static final Duration QUARANTINE = Duration.ofDays(7);
  static final Origin ORIGIN = new Origin.Mirror(Reference.parse("docker.io/library/app:1"));
  static final RepositoryPrefix PREFIX = RepositoryPrefix.parse("stage.test/dev");

  /** Everything asked, one word each, in order. */
  final List<String> asked;

  final List<LifeRecord> records = new CopyOnWriteArrayList<>();
  final List<BuryRequest> buried = new CopyOnWriteArrayList<>();
  final List<IntendRequest> intended = new CopyOnWriteArrayList<>();
  final List<SettleRequest> settled = new CopyOnWriteArrayList<>();
  final List<EvidenceRequest> evidence = new CopyOnWriteArrayList<>();
  final List<ProbedRequest> probed = new CopyOnWriteArrayList<>();
  volatile boolean down;

  /**
   * As after the last attempt. Temporal's test server now and then tries on after an activity's
   * time is over: what follows from the end is tested by this, not by the way there.
   */
  volatile boolean givenUp;

  /** It takes no obituary, whatever else it does. */
  volatile boolean buriesNobody;

  volatile Policy policy = policy(ORIGIN);
  volatile @Nullable String breaker;
  volatile Function<EvidenceRequest, Inquiry> answer =
      request -> new Inquiry.Proven(request.notBefore(), List.of("manifests: not named"));
  volatile SourceOrders sourceOrders = new SourceOrders(true, true, Duration.ofMinutes(5));
  volatile StageOrders stageOrders =
      stage(true, new Capabilities(Capabilities.TagDeletion.NATIVE, false));

  /** Whether a sweep found whatever is there. */
  volatile boolean swept;

  /** What happens while a life is buried. */
  volatile Runnable onBury = () -> {};

  volatile Runnable onPolicy = () -> {};

  private volatile @Nullable CountDownLatch gate;
  private final Map<Reference, Pin> pins = new ConcurrentHashMap<>();

  FakeLedger(List<String> asked) {
    this.asked = asked;
  }

  static Policy policy(Origin origin) {
    return new Policy("1", "dev", null, true, origin, GRACE, QUARANTINE);
  }

  static Policy noStage() {
    return new Policy("2", null, "no stage", false, new Origin.External(), GRACE, QUARANTINE);
  }

  /** A policy where deletion is not switched on. */
  static Policy keeping() {
    return new Policy("1", "dev", "deletion is off", false, ORIGIN, GRACE, QUARANTINE);
  }

  /** A policy of a stage that a person has paused. */
  static Policy paused(@Nullable Instant until) {
    StagePause pause = new StagePause("dev", "ann", "incident", Instant.EPOCH, until);
    return new Policy("1", "dev", null, true, ORIGIN, GRACE, QUARANTINE, pause, List.of());
  }

  static StageOrders stage(boolean deletion, @Nullable Capabilities capabilities) {
    return new StageOrders(
        "dev", PREFIX, deletion, "here", capabilities, Duration.ofHours(1), Duration.ofMinutes(1));
  }

  static StageOrders dryRun() {
    return new StageOrders(
        "dev", PREFIX, true, "here", null, Duration.ofHours(1), Duration.ofMinutes(1), true);
  }

  /** Policies are not told before the latch opens. */
  void policiesWaitFor(CountDownLatch latch) {
    gate = latch;
  }

  @Nullable Pin pin(Reference image) {
    return pins.get(image);
  }

  private void ask(String what) {
    asked.add(what);
    if (givenUp) {
      ApplicationFailure last = FakeRegistry.failure(FailureType.UNAVAILABLE, null);
      last.setNonRetryable(true);
      throw last;
    }
    if (down) {
      throw FakeRegistry.failure(FailureType.UNAVAILABLE, null);
    }
  }

  @Override
  public Memory recall(Reference image) {
    ask("recall");
    long epoch = 0;
    Instant firstSeen = null;
    LifeState.Quarantined quarantine = null;
    LifeRecord last = null;
    for (LifeRecord record : records) {
      if (record.image().equals(image)) {
        epoch = Math.max(epoch, record.epoch());
        firstSeen = record.firstSeen();
        quarantine = record.quarantine();
        last = record;
      }
    }
    Digest digest = last == null ? null : last.digest();
    String obituary = null;
    for (BuryRequest request : buried) {
      if (request.record().image().equals(image)) {
        epoch = Math.max(epoch, request.record().epoch());
        obituary = request.obituary().cause();
        quarantine = null;
        boolean over = last != null && request.record().epoch() >= last.epoch();
        digest = over ? null : digest;
      }
    }
    return new Memory(
        epoch,
        firstSeen,
        digest,
        last == null ? null : last.source(),
        pins.get(image),
        quarantine,
        obituary,
        List.of(),
        false,
        swept && records.isEmpty());
  }

  @Override
  public Policy policy(Reference image) {
    ask("policy");
    onPolicy.run();
    CountDownLatch latch = gate;
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return policy;
  }

  @Override
  public void remember(LifeRecord record) {
    ask("remember " + record.epoch());
    records.add(record);
  }

  @Override
  public EvidenceResult evidence(EvidenceRequest request) {
    ask("evidence");
    evidence.add(request);
    return new EvidenceResult(answer.apply(request), List.of());
  }

  @Override
  public IntendResult intend(IntendRequest request) {
    ask("intend");
    intended.add(request);
    return new IntendResult(
        "intention " + request.kind(), breaker, breaker == null ? "" : "50 images an hour");
  }

  @Override
  public void settle(SettleRequest request) {
    ask("settle");
    settled.add(request);
  }

  @Override
  public void pin(PinRequest request) {
    ask("pin");
    if (request.pin() == null) {
      pins.remove(request.image());
    } else {
      pins.put(request.image(), request.pin());
    }
  }

  @Override
  public void bury(BuryRequest request) {
    ask("bury");
    if (buriesNobody) {
      ApplicationFailure last = FakeRegistry.failure(FailureType.UNAVAILABLE, null);
      last.setNonRetryable(true);
      throw last;
    }
    buried.add(request);
    onBury.run();
    onBury = () -> {};
  }

  @Override
  public SourceOrders source(String source) {
    ask("source");
    return sourceOrders;
  }

  @Override
  public StageOrders stage(String stage) {
    ask("stage");
    return stageOrders;
  }

  @Override
  public StageOrders stageOf(String repository) {
    ask("stage");
    return stageOrders;
  }

  @Override
  public void probed(ProbedRequest request) {
    ask("probed");
    probed.add(request);
  }
}
