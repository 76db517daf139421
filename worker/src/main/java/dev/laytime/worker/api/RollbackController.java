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
import dev.laytime.worker.ledger.Wishes;
import dev.laytime.worker.messages.PromotionWakes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
  private final PromotionWakes wakes;
  private final InstantSource clock;

  RollbackController(
      PromotionOrdering ordering,
      PromotionHolds holds,
      StagePrefixes stages,
      PromotionCalls calls,
      PromotionPlanner planner,
      PromotionWakes wakes,
      InstantSource clock) {
    this.ordering = ordering;
    this.holds = holds;
    this.stages = stages;
    this.calls = calls;
    this.planner = planner;
    this.wakes = wakes;
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
      return planner.plan(order, caller.proof());
    }
    // To the second, as people read it: a release may name it.
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Map<Hold, Optional<Hold>> former = new LinkedHashMap<>();
    for (Repository each : ordering.destinations(order)) {
      Hold hold = new Hold(order.path(), each, by, caller.proof(), why, now);
      former.put(hold, holds.hold(hold));
    }
    return asked(former, () -> calls.ask(what, order, caller));
  }

  /** What is refused holds nothing; what is busy, or nobody answers, may be done yet. */
  private Object asked(Map<Hold, Optional<Hold>> former, Supplier<Object> ask) {
    try {
      return ask.get();
    } catch (RequestException e) {
      if (e.isBusy()) {
        throw e.adding(
            "nothing is promoted there by itself meanwhile",
            "order it again soon; else end the hold: laytime holds release");
      }
      if (!e.isUnanswered()) {
        takeBack(former);
      }
      throw e;
    } catch (Wishes.RefusedException e) {
      takeBack(former);
      throw e;
    }
  }

  private void takeBack(Map<Hold, Optional<Hold>> former) {
    former.forEach((hold, before) -> holds.takeBack(hold, before.orElse(null)));
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
    Hold hold = hold(what, repository, Inputs.optional("path", ask.path()));
    String path = hold.path();
    caller.requireAllowed(what, path, Action.RELEASE);
    if (ask.since() != null && !ask.since().equals(hold.since())) {
      throw RequestException.conflict(
          what,
          "it is held anew, by %s since %s: %s".formatted(hold.by(), hold.since(), hold.why()),
          "look at it, and decide anew: laytime holds");
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
    if (!holds.release(release, hold.since())) {
      throw notHeld(what);
    }
    List<Hold> left = holds.holds(repository);
    if (left.isEmpty()) {
      wakes.wake(holds.halted(repository), "%s is held no more".formatted(repository));
    }
    return new Answer(answer(repository, by, left) + others(hold));
  }

  private static String answer(Repository repository, String by, List<Hold> left) {
    return left.isEmpty()
        ? "paths promote into %s again, says %s".formatted(repository, by)
        : "%s is held by path %s yet".formatted(repository, paths(left));
  }

  /** Who goes back holds all repositories that the path leads to: each is released by itself. */
  private String others(Hold released) {
    String others =
        holds.holds().stream()
            .filter(hold -> hold.isOf(released))
            .map(hold -> hold.repository().toString())
            .filter(repository -> !repository.equals(released.repository().toString()))
            .sorted()
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : "; held yet since the same rollback: " + others;
  }

  /** The one that a release is for. */
  private Hold hold(String what, Repository repository, @Nullable String path) {
    List<Hold> all = holds.holds(repository);
    if (all.isEmpty()) {
      throw notHeld(what);
    }
    List<Hold> named =
        all.stream().filter(each -> path == null || each.path().equals(path)).toList();
    if (named.isEmpty()) {
      throw RequestException.conflict(
          what,
          "it is held since somebody went back by path %s, not %s".formatted(paths(all), path),
          "name that one");
    }
    if (named.size() > 1) {
      throw RequestException.conflict(
          what,
          "it is held since people went back by several paths: " + paths(named),
          "name one: path");
    }
    return named.getFirst();
  }

  private static String paths(List<Hold> holds) {
    return holds.stream().map(Hold::path).sorted().collect(Collectors.joining(", "));
  }

  private static RequestException notHeld(String what) {
    return RequestException.missing(what, "it is not held", "see what is: laytime holds");
  }
}
