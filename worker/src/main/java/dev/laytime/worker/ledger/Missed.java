package dev.laytime.worker.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Weighs what a sweep missed: a registry that was emptied, or mounted wrongly, must not have a
 * stage's lives bring everything anew, or end.
 */
final class Missed {

  private static final int MOST_IMAGES = 10;

  /** In so long the lives that were told have looked for themselves. */
  private static final Duration ONCE = Duration.ofHours(1);

  /**
   * What the ledger takes for there by a tag or by its hold in the repositories that a sweep has
   * listed, and what it missed of that.
   */
  private static final String BELIEVED =
      """
      FROM lives l
        JOIN swept_repositories s
          ON s.repository = l.repository AND s.stage = :stage AND s.swept_at = :at
        LEFT JOIN inventory i ON i.stage = s.stage AND i.life = l.life
        LEFT JOIN holds h
          ON h.stage = s.stage AND h.repository = s.repository AND h.digest = l.digest
      WHERE NOT l.finished AND l.changed_at < :at
        AND (l.state IN ('PRESENT', 'UNUSED') OR l.quarantined_at IS NOT NULL)\
      """;

  private static final String MISSED =
      " AND i.life IS NULL AND (h.digest IS NULL"
          + " OR (l.tagged AND (l.untagged IS NULL OR NOT l.untagged)))";

  private final Tables tables;

  Missed(Tables tables) {
    this.tables = tables;
  }

  /**
   * Why no life may be told of what a sweep missed; empty where they may. Part of a transaction.
   */
  Optional<String> weigh(String stage, Instant sweepStartedAt) {
    Instant at = sweepStartedAt.truncatedTo(ChronoUnit.MICROS);
    tables.stages.lock(stage);
    Optional<SweepBreaker> open = tables.sweepBreakers.open(stage);
    if (open.isPresent() && open.get().sweptAt().isAfter(at)) {
      // A late attempt of an earlier sweep decides nothing any more.
      return open.map(SweepBreaker::text);
    }
    StageRow row = tables.stages.named(stage).orElse(null);
    long believed = count(BELIEVED, stage, at);
    long missed = count(BELIEVED + MISSED, stage, at);
    if (row == null || !row.settings().breaker().isTooMuchToMiss(missed, believed)) {
      tables.sweepBreakers.close(stage);
      return Optional.empty();
    }
    Instant now = tables.clock.instant();
    Optional<SweepBreaker> approved =
        tables.sweepBreakers.approved(stage, now).stream()
            .filter(one -> one.lets(missed, now))
            .findFirst();
    if (approved.isPresent()) {
      // What is missed hours later is another loss.
      tables.sweepBreakers.endBy(approved.get().id(), now.plus(ONCE));
      tables.sweepBreakers.close(stage);
      return Optional.empty();
    }
    String reason =
        "the sweep of stage %s at %s missed %d of %d images: more than %d %%"
            .formatted(stage, at, missed, believed, row.settings().breaker().percent());
    return Optional.of(
        tables.sweepBreakers.gathering(stage, at, missed, images(stage, at), reason, now).text());
  }

  /** Whether lives are not to be told of what a sweep missed. */
  boolean withheld(String stage, Instant at) {
    return tables.sweepBreakers.open(stage).filter(one -> !one.sweptAt().isBefore(at)).isPresent();
  }

  private long count(String from, String stage, Instant at) {
    return tables
        .sql
        .sql("SELECT COUNT(*) " + from)
        .param("stage", stage)
        .param("at", Cells.at(at))
        .query(Long.class)
        .single();
  }

  private List<String> images(String stage, Instant at) {
    OffsetDateTime cell = Cells.at(at);
    return tables
        .sql
        .sql(
            "SELECT l.image "
                + BELIEVED
                + MISSED
                + " ORDER BY l.image FETCH FIRST "
                + MOST_IMAGES
                + " ROWS ONLY")
        .param("stage", stage)
        .param("at", cell)
        .query((row, _) -> Cells.text(row, "image"))
        .list();
  }
}
