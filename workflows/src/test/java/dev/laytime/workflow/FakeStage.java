package dev.laytime.workflow;

import dev.laytime.activity.Capabilities;
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
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import dev.laytime.ledger.Urgency;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A stage's registry in memory: tags, manifests, and what was taken away. */
final class FakeStage implements StageActivities {

  final List<String> asked;

  /** How urgent the last look and the last restore were. */
  final Map<String, Urgency> urgencies = new ConcurrentHashMap<>();

  final List<LookRequest> looks = new CopyOnWriteArrayList<>();
  final List<SurveyRequest> surveys = new CopyOnWriteArrayList<>();

  /** What each removal was given. */
  final List<Duration> times = new CopyOnWriteArrayList<>();

  final List<InventoryRequest> inventories = new CopyOnWriteArrayList<>();
  final Queue<ApplicationFailure> failures = new ConcurrentLinkedQueue<>();

  /** Answers to the next removals, which then do not happen. */
  final Queue<RemoveResult> removals = new ConcurrentLinkedQueue<>();

  final Queue<RuntimeException> removalFailures = new ConcurrentLinkedQueue<>();
  volatile boolean fails;

  /**
   * As after the last attempt: Temporal's test server now and then ends no attempt when its time is
   * over, or loses one.
   */
  volatile boolean givenUp;

  /** What lacks a part. */
  final Set<Digest> incomplete = ConcurrentHashMap.newKeySet();

  /** What nobody can put back. */
  volatile @Nullable String missing;

  volatile BiFunction<Removals.Claim, SurveyResult.Plan, SurveyResult.Plan> planner =
      (_, plan) -> plan;
  volatile Runnable beforeRemoval = () -> {};

  /** What happens during the next look. */
  volatile Runnable onLook = () -> {};

  volatile OwnResult owners = new OwnResult(List.of());
  private final Map<Reference, Digest> tags = new ConcurrentHashMap<>();
  private final Set<Reference> manifests = ConcurrentHashMap.newKeySet();

  FakeStage(List<String> asked) {
    this.asked = asked;
  }

  /** Puts an image there. */
  void put(Reference image, Digest digest) {
    manifests.add(image.repository().pinned(digest));
    if (image.tag() != null) {
      tags.put(image, digest);
    }
  }

  void untag(Reference image) {
    tags.remove(image);
  }

  /** Somebody else takes it away, its hold too. */
  void lose(Reference image, Digest digest) {
    manifests.remove(image.repository().pinned(digest));
    tags.values().removeIf(digest::equals);
  }

  @Nullable Digest at(Reference image) {
    return image instanceof Reference.Pinned(var repository, var digest, _)
        ? (manifests.contains(repository.pinned(digest)) ? digest : null)
        : tags.get(image);
  }

  @Nullable Digest held(Repository repository, Digest digest) {
    return tags.get(repository.tagged(ReservedTags.hold(digest)));
  }

  private void ask(String what) {
    asked.add(what);
    ApplicationFailure failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    if (fails || givenUp) {
      ApplicationFailure away =
          FakeRegistry.failure(dev.laytime.activity.FailureType.UNAVAILABLE, null);
      away.setNonRetryable(givenUp);
      throw away;
    }
  }

  private static Urgency urgency() {
    return Urgency.of(Activity.getExecutionContext().getInfo().getPriority().getPriorityKey());
  }

  @Override
  public LookResult look(LookRequest request) {
    looks.add(request);
    urgencies.put("look", urgency());
    ask("look");
    Runnable now = onLook;
    onLook = () -> {};
    now.run();
    return new LookResult(at(request.image()));
  }

  @Override
  public LearnResult learn(LearnRequest request) {
    ask("learn");
    if (incomplete.contains(request.digest())) {
      throw FakeRegistry.failure(dev.laytime.activity.FailureType.NOT_FOUND, null);
    }
    boolean present = manifests.contains(request.repository().pinned(request.digest()));
    return new LearnResult(present, present ? 3 : 0, present ? 4096 : 0);
  }

  @Override
  public HoldResult hold(HoldRequest request) {
    ask("hold");
    boolean present = manifests.contains(request.repository().pinned(request.digest()));
    if (present) {
      tags.put(request.repository().tagged(ReservedTags.hold(request.digest())), request.digest());
    }
    return new HoldResult(present);
  }

  @Override
  public RestoreResult restore(RestoreRequest request) {
    urgencies.put("restore", urgency());
    ask("restore");
    if (missing != null) {
      return new RestoreResult(RestoreResult.Outcome.GONE, null, missing);
    }
    Digest there = at(request.image());
    if (there != null) {
      return new RestoreResult(
          there.equals(request.digest())
              ? RestoreResult.Outcome.PRESENT
              : RestoreResult.Outcome.OTHER,
          there);
    }
    if (!manifests.contains(request.image().repository().pinned(request.digest()))) {
      return new RestoreResult(RestoreResult.Outcome.GONE, null);
    }
    put(request.image(), request.digest());
    return new RestoreResult(RestoreResult.Outcome.RESTORED, request.digest());
  }

  @Override
  public SurveyResult survey(SurveyRequest request) {
    ask("survey");
    surveys.add(request);
    return new SurveyResult(
        request.claims().stream().map(claim -> planner.apply(claim, plan(claim))).toList());
  }

  private static SurveyResult.Plan plan(Removals.Claim claim) {
    Tag tag = claim.image().tag();
    boolean quarantine = claim.kind() == RemovalKind.QUARANTINE;
    Tag hold = ReservedTags.hold(claim.digest());
    List<SurveyResult.Step> steps =
        quarantine
            ? tag == null ? List.of() : List.of(new SurveyResult.Untag(tag, claim.digest(), false))
            : List.of(
                new SurveyResult.Untag(hold, claim.digest(), false),
                new SurveyResult.DeleteManifest(claim.digest(), List.of()));
    return new SurveyResult.Plan(
        claim.life(), List.of(), quarantine, steps, "", quarantine ? 0 : 4096);
  }

  @Override
  public RemoveResult remove(RemoveRequest request) {
    asked.add("remove " + request.step().getClass().getSimpleName());
    times.add(Activity.getExecutionContext().getInfo().getScheduleToCloseTimeout());
    beforeRemoval.run();
    RuntimeException failure = removalFailures.poll();
    if (failure != null) {
      throw failure;
    }
    RemoveResult scripted = removals.poll();
    if (scripted != null) {
      return scripted;
    }
    Repository repository = request.claim().image().repository();
    boolean there =
        switch (request.step()) {
          case SurveyResult.Untag(var tag, _, _) -> tags.remove(repository.tagged(tag)) != null;
          case SurveyResult.DeleteManifest(var digest, _) ->
              manifests.remove(repository.pinned(digest));
          case SurveyResult.Unlist _ -> false;
        };
    return new RemoveResult(
        there ? RemoveResult.Outcome.REMOVED : RemoveResult.Outcome.ABSENT, List.of(), null);
  }

  @Override
  public Capabilities probe(ProbeRequest request) {
    ask("probe " + request.repository());
    return new Capabilities(Capabilities.TagDeletion.PLACEHOLDER, false);
  }

  @Override
  public OwnResult own(OwnRequest request) {
    ask("own");
    return owners;
  }

  @Override
  public InventoryResult inventory(InventoryRequest request) {
    ask("inventory");
    inventories.add(request);
    return new InventoryResult(1, tags.size(), List.of(), 0);
  }
}
