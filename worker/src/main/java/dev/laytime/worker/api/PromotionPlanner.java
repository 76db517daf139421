package dev.laytime.worker.api;

import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.StageTarget;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.promotion.FloatingTags;
import dev.laytime.promotion.GateReading;
import dev.laytime.promotion.Passage;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionOrder.Kind;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.view.PromotionPlanView;
import dev.laytime.view.PromotionPlanView.GitPlan;
import dev.laytime.view.PromotionPlanView.Target;
import dev.laytime.worker.ledger.PromotionLedger;
import dev.laytime.worker.ledger.PromotionOrdering;
import dev.laytime.worker.ledger.Statements;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an order would do, by what the ledger knows. Nothing is started or written. */
final class PromotionPlanner {

  private final PromotionLedger ledger;
  private final PromotionOrdering ordering;
  private final Statements statements;
  private final GitPlans git;
  private final InstantSource clock;

  PromotionPlanner(
      PromotionLedger ledger,
      PromotionOrdering ordering,
      Statements statements,
      GitPlans git,
      InstantSource clock) {
    this.ledger = ledger;
    this.ordering = ordering;
    this.statements = statements;
    this.git = git;
    this.clock = clock;
  }

  /**
   * What it would do.
   *
   * @param proof how it would be proven who gives it; null where it would not
   */
  PromotionPlanView plan(PromotionOrder order, @Nullable String proof) {
    String id = ordering.id(order);
    PromotionOrders orders = ledger.orders(order);
    PromotionPath path = orders.path();
    Passage passage = new Passage(order, path, orders.forbidden(), orders.released());
    if (path == null) {
      return new PromotionPlanView(
          id, order, List.of(), List.of(), List.of(), List.of(), passage.refusal());
    }
    List<Passage.Seen> seen =
        orders.targets().stream()
            .map(target ->
                new Passage.Seen(target.image(), ordering.present(target.image()).orElse(null)))
            .toList();
    return new PromotionPlanView(
        id,
        order,
        orders.targets().stream().map(target -> target(target, order, path)).toList(),
        floating(id, orders.targets(), order, path),
        new GateReading(
                path,
                Objects.requireNonNull(orders.gates()),
                order,
                orders.presentSince(),
                proof,
                false,
                statements.of(id),
                orders.openings(),
                List.of(),
                clock.instant())
            .reports(),
        path.git().stream().map(name -> git(id, name, order)).toList(),
        // Whether the source has it is for the move to say.
        passage.refusal(order.digest(), seen));
  }

  private Target target(StageTarget target, PromotionOrder order, PromotionPath path) {
    Digest present = ordering.present(target.image()).orElse(null);
    String does =
        present == null
            ? "appears"
            : present.equals(order.digest())
                ? "names it already"
                : path.moves()
                    ? "moves from " + present
                    : "names %s, and the path moves no tags: it would be refused"
                        .formatted(present);
    return new Target(target.stage(), target.image().text(), does);
  }

  private List<String> floating(
      String id, List<StageTarget> targets, PromotionOrder order, PromotionPath path) {
    Tag version = order.target().tag();
    List<String> all = new ArrayList<>();
    if (version == null) {
      return all;
    }
    for (StageTarget target : targets) {
      for (Tag tag : FloatingTags.of(path.floating(), version)) {
        Reference image = target.image().repository().tagged(tag);
        FloatingResult result =
            ledger.mayFloat(
                new FloatingRequest(
                    id,
                    image,
                    version,
                    order.digest(),
                    ordering.present(image).orElse(null),
                    order.kind() == Kind.ROLLBACK));
        all.add(
            "%s: %s".formatted(image, result.moves() ? "follows" : "stays: " + result.reason()));
      }
    }
    return all;
  }

  private GitPlan git(String id, String name, PromotionOrder order) {
    String later = ledger.laterThan(new GitWriteRequest(id, order, name));
    if (!later.isEmpty()) {
      return new GitPlan(name, List.of("left: " + later), null);
    }
    try {
      return new GitPlan(name, git.plan(order, name), null);
    } catch (RuntimeException e) {
      return new GitPlan(name, List.of(), String.valueOf(e.getMessage()));
    }
  }
}
