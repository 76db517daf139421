package dev.laytime.worker.ledger;

import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Reference;
import dev.laytime.worker.ledger.BuildRows.Row;
import dev.laytime.workflow.WorkflowIds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Orders of builds that Temporal took and may have lost. Used within a transaction. */
final class LostBuilds {

  private final BuildRows orders;
  private final Lives lives;
  private final InstantSource clock;

  LostBuilds(Tables tables) {
    this.orders = tables.builds.orders;
    this.lives = tables.lives;
    this.clock = tables.clock;
  }

  /**
   * Those to be asked for again. What was ordered again since is over from then on, and so is what
   * has its tag: begun again it would find the tag, and fail for that.
   */
  List<BuildOrder> silent() {
    Instant now = clock.instant();
    List<BuildOrder> again = new ArrayList<>();
    for (Row row : orders.silent(now.minus(BuildStanding.SILENCE))) {
      if (orders.isDisplaced(row)) {
        end(row.order(), "its run was lost, and it was ordered again", now);
      } else if (isNamed(row)) {
        end(row, row.done("its run was lost once its tag was written: nothing more follows", now));
      } else {
        again.add(row.order());
      }
    }
    return again;
  }

  /** Nobody takes one any more. */
  void refused(BuildOrder order, String why) {
    end(order, "its run was lost, and it is not begun again: " + why, clock.instant());
  }

  private void end(BuildOrder order, String why, Instant now) {
    find(order)
        .filter(row -> !row.over() && row.asked())
        .ifPresent(
            row -> orders.write(row.ended(BuildFailure.of(BuildFailureKind.CANCELLED, why), now)));
  }

  private void end(Row as, Row ended) {
    find(as.order()).filter(as::equals).ifPresent(_ -> orders.write(ended));
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

  /** Why an order is not to be carried out again; empty where it may be. */
  String ended(BuildOrder order) {
    return orders
        .find(BuildAdmissions.id(order.image()), order.requestId())
        .filter(Row::over)
        .map(row -> "this order is over already: " + row.status().state())
        .orElse("");
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
