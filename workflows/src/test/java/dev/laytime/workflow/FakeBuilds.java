package dev.laytime.workflow;

import dev.laytime.activity.BuildActivities;
import dev.laytime.activity.BuildAlias;
import dev.laytime.activity.BuildAncestryRequest;
import dev.laytime.activity.BuildAncestryResult;
import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildAttestActivities;
import dev.laytime.activity.BuildAttestRequest;
import dev.laytime.activity.BuildAttestResult;
import dev.laytime.activity.BuildLedgerActivities;
import dev.laytime.activity.BuildOffer;
import dev.laytime.activity.BuildOrders;
import dev.laytime.activity.BuildOutcome;
import dev.laytime.activity.BuildPromotion;
import dev.laytime.activity.BuildRequest;
import dev.laytime.activity.BuildSourceRequest;
import dev.laytime.activity.BuildWish;
import dev.laytime.activity.BuiltImageActivities;
import dev.laytime.activity.BuiltImageRequest;
import dev.laytime.activity.BuiltImageResult;
import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.activity.ResolveRequest;
import dev.laytime.activity.ResolveResult;
import dev.laytime.build.AliasMove;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.GitCommit;
import dev.laytime.build.Resolution;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All that builds reach: Git that knows one commit, a builder, registries that hold what was built
 * and copied, lives that write what they are offered, and a ledger.
 */
final class FakeBuilds
    implements BuildActivities,
        BuildAttestActivities,
        BuildLedgerActivities,
        BuiltImageActivities,
        RegistryActivities {

  static final ResolvedRef SOURCE =
      new ResolvedRef("refs/tags/v1.2", new GitCommit("ab".repeat(20)))
          .provenIn(BuildEnvironment.GIT, BuildEnvironment.ALLOWED);

  static final Reference BUILDER = Reference.parse("builders.test/kaniko@sha256:" + "e".repeat(64));

  final List<String> asked = new CopyOnWriteArrayList<>();
  final FakeStage registries = new FakeStage(asked);
  final List<BuildStatus> remembered = new CopyOnWriteArrayList<>();
  final List<BuildRequest> builds = new CopyOnWriteArrayList<>();
  final List<BuildOffer> offers = new CopyOnWriteArrayList<>();
  final List<BuildAttestRequest> attested = new CopyOnWriteArrayList<>();

  volatile @Nullable BuildRule rule;
  volatile String refusal = "";
  volatile String existed = "";

  /** What the ledger says of an order that it holds for over; null for none. */
  volatile @Nullable String over;

  /** So often what was built lacks something. */
  final AtomicInteger missing = new AtomicInteger();

  volatile AliasMove move = new AliasMove.Follows();

  /** What no build comes after. */
  volatile @Nullable GitCommit elsewhere;

  volatile Resolution resolution = new Resolution.Found(SOURCE);
  volatile String fault = "";
  volatile boolean livesWrite = true;

  /** Builds end workers. */
  volatile boolean givesUp;

  /** Tags that no life writes. */
  final Set<String> unwritten = ConcurrentHashMap.newKeySet();

  /** Tags that their lives would never write. */
  final Set<String> declined = ConcurrentHashMap.newKeySet();

  /** So often a promotion is behind another one. */
  final AtomicInteger busy = new AtomicInteger();

  volatile @Nullable CountDownLatch latch;
  volatile boolean interrupted;
  final CountDownLatch building = new CountDownLatch(1);

  final List<BuildRequest> abandoned = new CopyOnWriteArrayList<>();
  final List<CopyRequest> copies = new CopyOnWriteArrayList<>();

  /** What happens to a tag after it was offered to its life; null for what lives do. */
  volatile @Nullable Digest otherWritten;

  private volatile @Nullable BuildFailure failsAlways;
  private final Queue<BuildFailure> failed = new ConcurrentLinkedQueue<>();
  private final Map<String, Queue<ApplicationFailure>> failures = new ConcurrentHashMap<>();
  private final Map<String, ApplicationFailure> always = new ConcurrentHashMap<>();

  /** The next build comes to nothing. */
  void failBuild(BuildFailureKind kind) {
    failed.add(new BuildFailure(kind, "exit 1", "no space left"));
  }

  /** No build comes to anything. */
  void failBuilds(BuildFailureKind kind) {
    failsAlways = new BuildFailure(kind, "exit 1", "no space left");
  }

  /** The next time it is asked for this, it fails instead. */
  void fail(String what, FailureType type) {
    failures
        .computeIfAbsent(what, _ -> new ConcurrentLinkedQueue<>())
        .add(FakeRegistry.failure(type, Instant.EPOCH));
  }

  void failAlways(String what) {
    always.put(what, FakeRegistry.failure(FailureType.UNAVAILABLE, Instant.EPOCH));
  }

  void heal(String what) {
    always.remove(what);
  }

  private void begin(String what) {
    asked.add(what);
    Queue<ApplicationFailure> waits = failures.get(what);
    ApplicationFailure failure = waits == null ? null : waits.poll();
    if (failure != null) {
      throw failure;
    }
    if (always.containsKey(what)) {
      throw always.get(what);
    }
  }

  @Override
  public BuildAnswer want(BuildWish wish) {
    throw new UnsupportedOperationException("Lives order builds, and there are none here");
  }

  @Override
  public BuildOrders orders(BuildOrder order) {
    begin("orders");
    return new BuildOrders(
        rule, refusal, existed, rule == null ? null : BuildEnvironment.WORKSHOP, over);
  }

  @Override
  public Resolution resolve(BuildSourceRequest request) {
    begin("source");
    return resolution;
  }

  @Override
  public BuildAncestryResult compare(BuildAncestryRequest request) {
    begin("compare");
    GitCommit other = elsewhere;
    return new BuildAncestryResult(
        other != null && request.before().contains(other) ? other : null);
  }

  @Override
  public BuildOutcome build(BuildRequest request) {
    begin("build");
    builds.add(request);
    waitAtTheLatch();
    if (givesUp) {
      return new BuildOutcome.GivenUp(
          BuildFailure.of(BuildFailureKind.INFRASTRUCTURE, "3 workers ended"));
    }
    BuildFailure failure = failsAlways == null ? failed.poll() : failsAlways;
    if (failure != null) {
      return new BuildOutcome.Failed(failure);
    }
    registries.put(request.to().pinned(FakeRegistry.DIGEST), FakeRegistry.DIGEST);
    return new BuildOutcome.Built(FakeRegistry.DIGEST, List.of(BUILDER));
  }

  @Override
  public void abandon(BuildRequest request) {
    begin("abandon");
    abandoned.add(request);
  }

  @Override
  public BuiltImageResult verify(BuiltImageRequest request) {
    begin("verify");
    if (missing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return new BuiltImageResult("a layer is not there", true);
    }
    return registries.at(request.repository().pinned(request.digest())) == null
        ? new BuiltImageResult("there is nothing", true)
        : new BuiltImageResult(fault);
  }

  @Override
  public BuildAttestResult attest(BuildAttestRequest request) {
    begin("attest");
    if (registries.at(request.repository().pinned(request.digest())) == null) {
      throw FakeRegistry.failure(FailureType.NOT_FOUND, null);
    }
    attested.add(request);
    return new BuildAttestResult(FakeRegistry.OTHER, FakeRegistry.OTHER);
  }

  @Override
  public void remember(BuildStatus status) {
    begin("remember");
    remembered.add(status);
  }

  @Override
  public String offer(BuildOffer offer) {
    begin("offer " + offer.target().tag());
    if (declined.contains(String.valueOf(offer.target().tag()))) {
      return offer.target() + " is forbidden";
    }
    offers.add(offer);
    Digest other = otherWritten;
    if (other != null) {
      registries.put(offer.target(), other);
    } else if (livesWrite
        && !unwritten.contains(String.valueOf(offer.target().tag()))
        && registries.at(offer.source()) != null
        && (offer.expected() == null
            || offer.expected().permits(registries.at(offer.target()), offer.digest()))) {
      registries.put(offer.target(), offer.digest());
    }
    return "";
  }

  @Override
  public AliasMove judgeAlias(BuildAlias alias) {
    begin("judge " + alias.alias().tag());
    return move;
  }

  @Override
  public PromotionAnswer promote(BuildPromotion promotion) {
    begin("promote " + promotion.stage());
    boolean waits = busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    return new PromotionAnswer(
        "promotion/" + promotion.stage(),
        waits ? "busy" : "accepted",
        waits ? "another one is on its way" : null);
  }

  @Override
  public ResolveResult resolve(ResolveRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CopyResult copy(CopyRequest request) {
    begin("copy");
    copies.add(request);
    Repository source = repository(request.source());
    if (registries.at(source.pinned(request.digest())) == null) {
      throw FakeRegistry.failure(FailureType.NOT_FOUND, null);
    }
    registries.put(repository(request.target()).pinned(request.digest()), request.digest());
    return FakeRegistry.result();
  }

  long count(String what) {
    return asked.stream().filter(what::equals).count();
  }

  private void waitAtTheLatch() {
    CountDownLatch gate = latch;
    building.countDown();
    while (gate != null && gate.getCount() > 0) {
      try {
        Activity.getExecutionContext().heartbeat("building");
        if (gate.await(20, TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (ActivityCanceledException e) {
        interrupted = true;
        throw e;
      }
    }
  }

  private static Repository repository(ImageLocation location) {
    return ((ImageLocation.InRegistry) location).reference().repository();
  }
}
