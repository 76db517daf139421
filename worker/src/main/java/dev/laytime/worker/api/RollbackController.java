package dev.laytime.worker.api;

import dev.laytime.image.Repository;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.view.Answer;
import dev.laytime.view.PromotionAsk;
import dev.laytime.view.PromotionHoldsView;
import dev.laytime.view.PromotionReleasesView;
import dev.laytime.worker.configuration.PromotionAccessProperties.Action;
import dev.laytime.worker.ledger.PromotionHolds;
import dev.laytime.worker.ledger.PromotionHolds.Hold;
import dev.laytime.worker.ledger.PromotionHolds.Release;
import dev.laytime.worker.ledger.PromotionOrdering;
import dev.laytime.worker.ledger.PromotionOrdering.RollbackWish;
import dev.laytime.worker.ledger.Promotions;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes promotions back, and lets paths promote by themselves there again. */
@RestController
@RequestMapping("/api/v1")
final class RollbackController {

  private final PromotionOrdering ordering;
  private final PromotionHolds holds;
  private final StagePrefixes stages;
  private final PromotionCalls calls;
  private final PromotionPlanner planner;
  private final InstantSource clock;

  RollbackController(
      PromotionOrdering ordering,
      PromotionHolds holds,
      StagePrefixes stages,
      PromotionCalls calls,
      PromotionPlanner planner,
      InstantSource clock) {
    this.ordering = ordering;
    this.holds = holds;
    this.stages = stages;
    this.calls = calls;
    this.planner = planner;
    this.clock = clock;
  }

  /** The hold comes first: else what promotes by itself could undo at once what is ordered. */
  @PostMapping("/rollbacks")
  Object rollBack(
      @RequestBody PromotionAsk.RollBack ask,
      @RequestAttribute(name = "dev.laytime.worker.api.Caller", required = false)
          @Nullable Caller shown) {
    Caller caller = shown == null ? Caller.ANYBODY : shown;
    String stage = Inputs.text("stage", ask.stage());
    Repository repository = stages.repository(stage, Inputs.text("repository", ask.repository()));
    String what = "roll back " + repository;
    String why = Inputs.text("why", ask.why());
    String by = caller.by(ask.by());
    PromotionOrder order =
        PromotionCalls.order(
            what,
            ordering.back(
                new RollbackWish(
                    PromotionCalls.requestId(ask.requestId(), caller),
                    repository,
                    Inputs.optional("tag", ask.tag()),
                    Inputs.optional("to", ask.to()),
                    by)));
    boolean dryRun = Boolean.TRUE.equals(ask.dryRun());
    caller.requireAllowed(
        what, order.path(), Action.ROLLBACK, dryRun ? Action.READ : Action.ROLLBACK);
    if (dryRun) {
      return planner.plan(order);
    }
    for (Repository each : ordering.destinations(order)) {
      holds.hold(new Hold(order.path(), each, by, caller.proof(), why, clock.instant()));
    }
    return calls.ask(what, order, caller);
  }

  @GetMapping("/holds/releases")
  PromotionReleasesView releases(@RequestParam(defaultValue = "50") int limit) {
    return new PromotionReleasesView(
        holds.releases(Math.min(Inputs.limit(limit), Promotions.MOST)).stream()
            .map(released ->
                new PromotionReleasesView.Release(
                    released.release().path(),
                    released.release().repository().toString(),
                    released.release().by(),
                    released.release().proof(),
                    released.release().why(),
                    released.release().at(),
                    released.heldBy(),
                    released.heldFor(),
                    released.heldAt()))
            .toList());
  }

  @GetMapping("/holds")
  PromotionHoldsView holds() {
    return new PromotionHoldsView(
        holds.holds().stream()
            .map(hold ->
                new PromotionHoldsView.Hold(
                    hold.path(),
                    hold.repository().toString(),
                    hold.by(),
                    hold.proof(),
                    hold.why(),
                    hold.since()))
            .toList());
  }

  @PostMapping("/holds/releases")
  Answer release(
      @RequestBody PromotionAsk.Release ask,
      @RequestAttribute(name = "dev.laytime.worker.api.Caller", required = false)
          @Nullable Caller shown) {
    Caller caller = shown == null ? Caller.ANYBODY : shown;
    Repository repository =
        Inputs.reference(Inputs.text("repository", ask.repository())).repository();
    String what = "release what is promoted into " + repository;
    Hold hold = holds.hold(repository).orElseThrow(() -> notHeld(what));
    String path = hold.path();
    caller.requireAllowed(what, path, Action.RELEASE);
    String said = Inputs.optional("path", ask.path());
    if (said != null && !said.equals(path)) {
      throw RequestException.conflict(
          what,
          "it is held since somebody went back by path %s, not %s".formatted(path, said),
          "name that one, or none");
    }
    String by = caller.by(ask.by());
    Release release =
        new Release(
            path,
            repository,
            by,
            caller.proof(),
            Objects.requireNonNullElse(Inputs.prose("why", ask.why()), ""),
            clock.instant());
    if (!holds.release(release)) {
      throw notHeld(what);
    }
    return new Answer("paths promote into %s again, says %s".formatted(repository, by));
  }

  private static RequestException notHeld(String what) {
    return RequestException.missing(what, "it is not held", "see what is: laytime holds");
  }
}
