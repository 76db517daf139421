package dev.laytime.model;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The model's registry behind the activities that the workflows call; it watches every DELETE. */
final class ShellStage extends ShellPart implements StageActivities {

  private static final Duration LANDS_WITHIN = Duration.ofSeconds(90);

  private final ShellLedger ledger;
  private final Set<RemoveRequest> sent = new HashSet<>();
  private final Map<Reference, Long> claimed = new HashMap<>();
  private final Map<Repository, ShellSurvey> surveys = new HashMap<>();

  ShellStage(ShellWorld world, Shell shell, ShellLedger ledger) {
    super(world, shell);
    this.ledger = ledger;
  }

  @Override
  public LookResult look(LookRequest request) {
    return asks(universe -> {
      Content found = universe.registry.look(request.image());
      boolean broken =
          found != null
              && found.digest().equals(request.whole())
              && !isWhole(universe, request.image().repository(), found);
      return new LookResult(found == null || broken ? null : found.digest());
    });
  }

  @Override
  public LearnResult learn(LearnRequest request) {
    return asks(universe -> {
      boolean present = isThere(universe, request.repository(), request.digest());
      if (present) {
        if (!isWhole(universe, request.repository(), Content.of(request.digest()))) {
          throw failure("a part of it is missing");
        }
        universe.ledger.learn(request.repository(), Content.of(request.digest()));
      }
      return new LearnResult(present, 1, 1);
    });
  }

  @Override
  public HoldResult hold(HoldRequest request) {
    return asks(universe -> {
      boolean present = isThere(universe, request.repository(), request.digest());
      if (present) {
        Tag hold = ReservedTags.hold(request.digest());
        universe.registry.push(
            request.repository(), Content.of(request.digest()), hold, universe.tick);
        ledger.held(request.repository().pinned(request.digest()));
      }
      return new HoldResult(present);
    });
  }

  @Override
  public RestoreResult restore(RestoreRequest request) {
    return asks(universe -> {
      expectEpoch(universe, request.image());
      if (universe.ledger.forbids(request.image(), request.digest())) {
        throw failure("restore: forbidden");
      }
      return restore(universe, request.image(), request.digest());
    });
  }

  /** A raised epoch is written before anything is done on it, by a ledger that answers. */
  private void expectEpoch(Universe universe, Reference image) {
    ModelLedger.Row row = universe.ledger.rows.get(image);
    boolean old = row != null && row.epoch() <= claimed.getOrDefault(image, -1L);
    if (old && ledger.answers(image)) {
      throw new World.Violation(image + " is restored on an epoch that the ledger does not have");
    }
  }

  private static RestoreResult restore(Universe universe, Reference image, Digest digest) {
    Content there = universe.registry.look(image);
    if (there != null && image.tag() != null) {
      if (!there.digest().equals(digest)) {
        return new RestoreResult(RestoreResult.Outcome.OTHER, there.digest());
      }
      if (isWhole(universe, image.repository(), there)) {
        return new RestoreResult(RestoreResult.Outcome.PRESENT, digest);
      }
    }
    ModelLedger.Return back = universe.ledger.bringBack(image.repository(), Content.of(digest));
    if (back != ModelLedger.Return.WHOLE) {
      universe.guard.cannotRestore(image, Content.of(digest));
      return new RestoreResult(
          RestoreResult.Outcome.GONE, null, back.missing().isEmpty() ? null : back.missing());
    }
    Tag tag = image.tag() == null ? ReservedTags.hold(digest) : image.tag();
    universe.guard.restores(image, digest);
    universe.registry.push(image.repository(), Content.of(digest), tag, universe.tick);
    return new RestoreResult(RestoreResult.Outcome.RESTORED, digest);
  }

  @Override
  public SurveyResult survey(SurveyRequest request) {
    return asks(universe -> {
      request.claims().forEach(claim -> claimed.put(claim.image(), claim.epoch()));
      ShellSurvey survey = new ShellSurvey(universe, request);
      surveys.put(request.repository(), survey);
      universe.leaves = this::leaves;
      return survey.result();
    });
  }

  private boolean leaves(Reference image) {
    ShellSurvey survey = surveys.get(image.repository());
    return survey != null && survey.leaves(image);
  }

  @Override
  public RemoveResult remove(RemoveRequest request) {
    return happens(universe -> remove(universe, request));
  }

  private RemoveResult remove(Universe universe, RemoveRequest request) {
    List<String> objections = objections(universe, request);
    if (!objections.isEmpty()) {
      return new RemoveResult(RemoveResult.Outcome.OBJECTED, objections, null);
    }
    return switch (request.step()) {
      case SurveyResult.Untag(var tag, _, _) -> untag(universe, request, tag);
      case SurveyResult.DeleteManifest(var digest, _) ->
          delete(universe, request, Content.of(digest));
      case SurveyResult.Unlist _ -> throw unexpected();
    };
  }

  private List<String> objections(Universe universe, RemoveRequest request) {
    Removals.Claim claim = request.claim();
    List<String> objections = new ArrayList<>(universe.ledger.objections(claim));
    if (claim.kind() == RemovalKind.DELETE) {
      request
          .companions()
          .forEach(companion -> objections.addAll(universe.ledger.objections(companion)));
      if (ledger.copying(claim.image().repository(), universe.now)) {
        objections.add("a copy into this repository is on its way");
      }
    }
    return objections;
  }

  private RemoveResult untag(Universe universe, RemoveRequest request, Tag tag) {
    Content there = universe.registry.shelf(request.claim().image().repository()).tags.get(tag);
    if (there == null) {
      return new RemoveResult(RemoveResult.Outcome.ABSENT, List.of(), null);
    }
    if (!there.digest().equals(request.claim().digest())) {
      return new RemoveResult(RemoveResult.Outcome.MOVED, List.of("moved"), there.digest());
    }
    ModelReaper.Order order = order(universe, request.claim());
    universe.guard.untags(order, tag, there, surveyedAt(universe, order));
    return send(universe, request, () -> universe.registry.untag(order.image().repository(), tag));
  }

  private RemoveResult delete(Universe universe, RemoveRequest request, Content content) {
    ModelReaper.Order order = order(universe, request.claim());
    Repository repository = order.image().repository();
    ModelRegistry.Shelf shelf = universe.registry.shelf(repository);
    if (!shelf.manifests.contains(content)) {
      return new RemoveResult(RemoveResult.Outcome.ABSENT, List.of(), null);
    }
    if (isNeeded(universe, request, content)) {
      return new RemoveResult(
          RemoveResult.Outcome.OBJECTED, List.of("something has come to need it"), null);
    }
    universe.ledger.keepBodies(repository, shelf.closure(List.of(content)));
    universe.guard.deletes(order, content, surveyedAt(universe, order));
    return send(
        universe,
        request,
        () -> {
          universe.registry.delete(repository, content);
          universe.guard.deleted(repository, content);
        });
  }

  /** Whether the ledger knows by now of somebody else who needs it. */
  private static boolean isNeeded(Universe universe, RemoveRequest request, Content content) {
    Repository repository = request.claim().image().repository();
    Set<Reference> leaving = new HashSet<>(Set.of(request.claim().image()));
    request.companions().forEach(companion -> leaving.add(companion.image()));
    Set<Content> roots = universe.ledger.roots(repository, leaving);
    return universe.registry.shelf(repository).closure(roots).contains(content);
  }

  /** When the last survey was made; what was tagged later it could not know. */
  private long surveyedAt(Universe universe, ModelReaper.Order order) {
    ShellSurvey survey = surveys.get(order.image().repository());
    return survey == null ? universe.tick : survey.heldAt(universe.now);
  }

  private static ModelReaper.Order order(Universe universe, Removals.Claim claim) {
    return new ModelReaper.Order("", claim, universe.ledger.grace);
  }

  /** One DELETE, which is never sent again on the same proof. */
  private RemoveResult send(Universe universe, RemoveRequest request, Runnable effect) {
    if (!sent.add(request)) {
      throw new World.Violation("sent twice on one proof: " + request);
    }
    if (universe.faults.deleteIsLost()) {
      throw again("no answer");
    }
    if (universe.faults.deleteIsLate()) {
      universe.later(
          universe.now.plus(LANDS_WITHIN),
          () -> {
            effect.run();
            universe.guard.landed(request.claim().image(), Content.of(request.claim().digest()));
          });
      throw again("no answer");
    }
    effect.run();
    return new RemoveResult(RemoveResult.Outcome.REMOVED, List.of(), null);
  }

  /** Any request but a DELETE. */
  private <R> R asks(Function<Universe, R> what) {
    return happens(universe -> {
      if (universe.faults.ofRequest()) {
        throw failure("the registry has trouble");
      }
      return what.apply(universe);
    });
  }

  private static boolean isWhole(Universe universe, Repository repository, Content content) {
    return universe.registry.shelf(repository).isWhole(content);
  }

  private static boolean isThere(Universe universe, Repository repository, Digest digest) {
    return universe.registry.shelf(repository).manifests.contains(Content.of(digest));
  }

  @Override
  public Capabilities probe(ProbeRequest request) {
    throw unexpected();
  }

  @Override
  public OwnResult own(OwnRequest request) {
    throw unexpected();
  }

  @Override
  public InventoryResult inventory(InventoryRequest request) {
    throw unexpected();
  }
}
