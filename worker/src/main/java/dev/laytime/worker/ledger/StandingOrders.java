package dev.laytime.worker.ledger;

import dev.laytime.activity.PromotionOrders;
import dev.laytime.activity.StageTarget;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.mirror.Version;
import dev.laytime.promotion.OpenHours;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.ledger.ProvenWords.Kind;
import dev.laytime.worker.ledger.ProvenWords.Word;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What counts now for a promotion that is ordered; used within a transaction. */
final class StandingOrders {

  private final Tables tables;
  private final PromotionTables promotions;

  StandingOrders(Tables tables) {
    this.tables = tables;
    this.promotions = tables.promotions;
  }

  /** All of it. */
  PromotionOrders of(PromotionOrder order) {
    List<StageRow> stages = tables.stages.configured();
    PathFit fit = new PathFit(stages);
    PromotionPath path =
        promotions
            .paths
            .find(order.path())
            .map(row -> judged(row, order))
            .filter(fit::isWhole)
            .orElse(null);
    return path == null ? none(order) : orders(order, path, fit, stages);
  }

  /**
   * Of what nobody knows whether it counts nothing is read: it is neither there nor gone. What goes
   * back asks for no gate, and waits for nobody.
   */
  private static PromotionPath judged(PathRows.Row path, PromotionOrder order) {
    if (!path.judged() && order.kind() == PromotionOrder.Kind.PROMOTE) {
      throw new BusyException(
          "path %s is not judged by the configuration of now yet; its object %s is to be read again"
              .formatted(path.name(), path.settings().object()));
    }
    return path.path();
  }

  private PromotionOrders none(PromotionOrder order) {
    return new PromotionOrders(
        null,
        null,
        null,
        null,
        promotions.automatic.gave(order),
        null,
        List.of(),
        null,
        null,
        List.of(),
        null);
  }

  private PromotionOrders orders(
      PromotionOrder order, PromotionPath path, PathFit fit, List<StageRow> stages) {
    List<StageTarget> targets = fit.targets(path, order);
    boolean forward = order.kind() == PromotionOrder.Kind.PROMOTE;
    return new PromotionOrders(
        path,
        present(order),
        proof(order, fit),
        hold(path, targets, stages).orElse(null),
        // Where a path promotes nothing by itself, who says so is somebody else.
        path.automatic() != PromotionPath.Automatic.NONE && promotions.automatic.gave(order),
        objection(order, path, fit, targets).orElse(null),
        targets,
        forward ? released(order, targets) : null,
        meets(order, fit, targets),
        OpenHours.of(path, tables.clock.instant()),
        forward ? tables.gates.of(path, fit) : GatesHash.of(path, fit, List.of()));
  }

  private @Nullable String meets(PromotionOrder order, PathFit fit, List<StageTarget> targets) {
    String other =
        promotions.meetings.of(
            fit.id(order).orElse(""), targets.stream().map(StageTarget::image).toList(), null);
    return other.isEmpty() ? null : other;
  }

  /** A life that may be gone by now, or in doubt, has it not. */
  private @Nullable Instant present(PromotionOrder order) {
    return order.kind() == PromotionOrder.Kind.ROLLBACK
        ? null
        : promotions.presentSince.of(order.source(), order.digest());
  }

  /** What proves that whoever gave an order may. */
  @Nullable String proof(PromotionOrder order, PathFit fit) {
    return fit.id(order)
        .map(id ->
            proof(
                new Word(
                    order.requestId(),
                    order.kind() == PromotionOrder.Kind.ROLLBACK ? Kind.ROLLBACK : Kind.PROMOTE,
                    order.path(),
                    id,
                    order.digest(),
                    null,
                    null,
                    true,
                    order.by(),
                    "",
                    Instant.EPOCH),
                order.nonce()))
        .orElse(null);
  }

  /** What proves that whoever said something may. */
  @Nullable String proof(Word message, @Nullable String nonce) {
    return promotions.proven.proof(message, nonce, tables.clock.instant());
  }

  /** A stage that is paused gets nothing by itself, either. */
  private Optional<String> hold(
      PromotionPath path, List<StageTarget> targets, List<StageRow> stages) {
    Instant now = tables.clock.instant();
    return promotions
        .holds
        .first(targets.stream().map(target -> target.image().repository()).toList())
        .map(PromotionHolds.Hold::toString)
        .or(() ->
            stages.stream()
                .filter(stage -> PathFit.destinations(path).anyMatch(stage.name()::equals))
                .map(stage -> stage.paused(now))
                .filter(Objects::nonNull)
                .map(StagePause::toString)
                .findFirst());
  }

  private Optional<String> objection(
      PromotionOrder order, PromotionPath path, PathFit fit, List<StageTarget> targets) {
    String unfit = fit.objection(path, order);
    if (unfit != null) {
      return Optional.of(unfit);
    }
    Optional<String> again =
        fit.id(order)
            .flatMap(id -> promotions.orders.find(id, order.requestId()))
            .map(known -> GivenAgain.objection(known, order));
    if (again.isPresent()) {
      return again;
    }
    if (order.kind() == PromotionOrder.Kind.ROLLBACK && !wasThere(order)) {
      return Optional.of(
          "no promotion brought %s to %s before".formatted(order.digest(), order.target()));
    }
    Stream<Reference> names =
        Stream.concat(Stream.of(order.target()), targets.stream().map(StageTarget::image));
    return names
        .distinct()
        .flatMap(name ->
            tables.forbidden.on(name, order.digest()).stream()
                .filter(word -> word.covers(name, order.digest()))
                .map(word -> name + " is " + word))
        .findFirst();
  }

  /** Nobody goes back to what was never there. */
  private boolean wasThere(PromotionOrder order) {
    return promotions.images.broughtInto(order.target().repository()).stream()
        .anyMatch(row ->
            row.digest().equals(order.digest())
                && Objects.equals(row.image().tag(), order.target().tag()));
  }

  private @Nullable Digest released(PromotionOrder order, List<StageTarget> targets) {
    return Optional.ofNullable(order.target().tag()).flatMap(Version::of).isEmpty()
        ? null
        : promotions
            .orders
            .released(targets.stream().map(StageTarget::image).toList(), order.digest())
            .orElse(null);
  }
}
