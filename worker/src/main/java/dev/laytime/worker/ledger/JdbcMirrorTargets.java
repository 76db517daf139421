package dev.laytime.worker.ledger;

import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollWait;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how mirrors stand, as of one moment. */
final class JdbcMirrorTargets implements MirrorTargets {

  private static final int LAST = 20;
  private static final int TROUBLES = 10;

  private final Tables tables;
  private final TargetCounts counts;

  JdbcMirrorTargets(Tables tables) {
    this.tables = tables;
    this.counts = new TargetCounts(tables.sql);
  }

  @Override
  public Standing of(String mirror) {
    return tables.sql.read(
        "read how mirror %s stands".formatted(mirror),
        () -> {
          Optional<TagMirrorRows.Row> row = tables.tagMirrors.find(mirror);
          @Nullable PollReport last =
              row.flatMap(known -> tables.reports.last(mirror, known.mirror().source()))
                  .orElse(null);
          @Nullable Instant waits =
              tables
                  .reports
                  .waits(mirror, tables.clock.instant())
                  .map(PollWait::until)
                  .orElse(null);
          return new Standing(
              counts.of(mirror),
              counts.copied(mirror, LAST),
              counts.failing(mirror, TROUBLES),
              last == null ? null : last.startedAt(),
              last == null ? null : last.endedAt(),
              last == null ? "" : last.failure(),
              waits,
              row.map(TagMirrorRows.Row::isDone).orElse(false),
              last == null ? PollCount.NONE : last.count());
        });
  }

  @Override
  public List<Copied> copied(String mirror, int limit) {
    return tables.sql.read(
        "list what mirror %s brought".formatted(mirror), () -> counts.copied(mirror, limit));
  }
}
