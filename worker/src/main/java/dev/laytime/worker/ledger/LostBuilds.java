package dev.laytime.worker.ledger;

import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import dev.laytime.worker.ledger.BuildRows.Row;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Orders of builds that Temporal took and may have lost. Used within a transaction. */
final class LostBuilds {

  /** What nobody asked for in so long is nobody's wish any more. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final BuildTables builds;
  private final BuildRows orders;
  private final Lives lives;
  private final InstantSource clock;

  LostBuilds(Tables tables) {
    this.builds = tables.builds;
    this.orders = tables.builds.orders;
    this.lives = tables.lives;
    this.clock = tables.clock;
  }

  /** Those that may be lost: only Temporal knows. */
  List<BuildOrder> silent() {
    return orders.silent(since(clock.instant())).stream().map(Row::order).toList();
  }

  private static Instant since(Instant now) {
    return now.minus(BuildStanding.SILENCE);
  }

  /**
   * Temporal has no run of one. What was ordered again since is over from then on, and so is what
   * has its tag: begun again it would find the tag, and fail for that.
   *
   * @return whether it is to be begun again
   */
  boolean lost(BuildOrder order) {
    Instant now = clock.instant();
    Row row = find(order).filter(each -> each.isSilent(since(now))).orElse(null);
    if (row == null) {
      return false;
    }
    Optional<Row> ended = ended(row, now);
    ended.ifPresent(orders::write);
    return ended.isEmpty();
  }

  private Optional<Row> ended(Row row, Instant now) {
    Duration silence = Duration.between(row.known().updatedAt(), now);
    if (orders.isDisplaced(row)) {
      return Optional.of(row.ended(cancelled("its run was lost, and it was ordered again"), now));
    }
    if (isNamed(row)) {
      return Optional.of(
          row.done("its run was lost once its tag was written: nothing more follows", now));
    }
    return silence.compareTo(PATIENCE) < 0 || isOfAnObjectThatIsThere(row)
        ? Optional.empty()
        // Whoever waits orders one of its own, and is not held up by this one.
        : Optional.of(
            row.forgotten()
                .ended(
                    cancelled(
                        "its run was lost, and nothing was heard of it for %d hours: order it again"
                            .formatted(silence.toHours())),
                    now));
  }

  /** An object orders the same by the same order for as long as it is there. */
  private boolean isOfAnObjectThatIsThere(Row row) {
    return row.isOfAnObject() && builds.rules.known(row.order().rule()).isPresent();
  }

  private static BuildFailure cancelled(String why) {
    return BuildFailure.of(BuildFailureKind.CANCELLED, why);
  }

  /** Nobody takes one any more. */
  void refused(BuildOrder order, String why) {
    end(order, "its run was lost, and it is not begun again: " + why, clock.instant());
  }

  private void end(BuildOrder order, String why, Instant now) {
    find(order)
        .filter(row -> !row.over() && row.asked())
        .ifPresent(row -> orders.write(row.ended(cancelled(why), now)));
  }

  private Optional<Row> find(BuildOrder order) {
    return orders.lock(BuildAdmissions.id(order.image()), order.requestId());
  }

  /** Whether its tag names what it built, as far as the ledger knows. */
  private boolean isNamed(Row row) {
    Reference built = row.status().built();
    return row.status().state() == BuildState.PUSHING
        && built != null
        && lives
            .find(WorkflowIds.life(row.order().image()))
            .filter(LifeRow::tagged)
            .filter(life -> Objects.equals(life.digest(), built.digest()))
            .isPresent();
  }

  /** Why an order is not to be begun again; null where it may be. */
  @Nullable String over(BuildOrder order) {
    return orders
        .find(BuildAdmissions.id(order.image()), order.requestId())
        .filter(Row::over)
        .map(row -> "this order is over already: " + row.status().state())
        .orElse(null);
  }

  /**
   * Whether something that is told is newer than what is known. A run that was begun again counts
   * from nothing; what an earlier one told comes late.
   */
  static boolean isNews(BuildStatus told, BuildStatus known) {
    int runs = known.attempts() == 0 ? 0 : told.orderedAt().compareTo(known.orderedAt());
    return runs == 0 ? told.attempts() >= known.attempts() : runs > 0;
  }
}
