package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.worker.ledger.MirrorTargets.Copied;
import dev.laytime.worker.ledger.MirrorTargets.Count;
import dev.laytime.worker.ledger.MirrorTargets.Failing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** How the images stand that mirrors keep copies of, in numbers and for people. */
final class TargetCounts {

  private static final String STANDING =
      """
      SELECT mirror,
        SUM(CASE WHEN selected AND stands = 'CURRENT' THEN 1 ELSE 0 END) AS current_ones,
        SUM(CASE WHEN selected AND stands = 'WAITING' THEN 1 ELSE 0 END) AS waiting_ones,
        SUM(CASE WHEN selected AND stands = 'FAILING' THEN 1 ELSE 0 END) AS failing_ones,
        SUM(CASE WHEN selected AND stands = 'LEFT' THEN 1 ELSE 0 END) AS left_ones,
        SUM(CASE WHEN gone_since IS NOT NULL AND copied_digest IS NOT NULL
          THEN 1 ELSE 0 END) AS gone_ones,
        SUM(CASE WHEN selected AND gone_since IS NULL AND copied_digest <> source_digest
          THEN 1 ELSE 0 END) AS moved_ones
      FROM (
        SELECT mirror, selected, gone_since, copied_digest, source_digest,
          CASE WHEN trouble IS NOT NULL THEN 'FAILING'
            WHEN due IS NOT NULL AND due NOT IN ('AUDIT', 'REFERRERS') THEN 'WAITING'
            WHEN kept <> '' THEN 'LEFT'
            WHEN copied_digest IS NULL OR destination_digest IS NULL
              OR destination_digest <> written_digest THEN 'WAITING'
            ELSE 'CURRENT' END AS stands
        FROM mirror_targets) standing
      """;

  private final Sql sql;

  TargetCounts(Sql sql) {
    this.sql = sql;
  }

  private record Named(String mirror, Count count) {}

  /** Of every mirror that has any. */
  Map<String, Count> all() {
    return sql.sql(STANDING + "GROUP BY mirror").query((row, _) -> named(row)).list().stream()
        .collect(Collectors.toMap(Named::mirror, Named::count));
  }

  Count of(String mirror) {
    return sql.sql(STANDING + "WHERE mirror = ? GROUP BY mirror")
        .param(mirror)
        .query((row, _) -> named(row).count())
        .optional()
        .orElse(Count.NONE);
  }

  private static Named named(ResultSet row) throws SQLException {
    return new Named(
        Cells.text(row, "mirror"),
        new Count(
            row.getInt("current_ones"),
            row.getInt("waiting_ones"),
            row.getInt("failing_ones"),
            row.getInt("left_ones"),
            row.getInt("gone_ones"),
            row.getInt("moved_ones")));
  }

  /** What was brought, the latest first. */
  List<Copied> copied(String mirror, int limit) {
    return sql.sql(
            """
            SELECT * FROM mirror_targets WHERE mirror = ? AND copied_digest IS NOT NULL
              AND destination_digest = written_digest
            ORDER BY copied_at DESC, image FETCH FIRST ? ROWS ONLY\
            """)
        .params(mirror, limit)
        .query((row, _) -> {
          Digest digest = Objects.requireNonNull(Cells.digestOrNull(row, "copied_digest"));
          return new Copied(
              Cells.reference(row, "copied_source"),
              Cells.reference(row, "image"),
              digest,
              Cells.instant(row, "copied_at"));
        })
        .list();
  }

  /** What fails, by name. */
  List<Failing> failing(String mirror, int limit) {
    return sql.sql(
            """
            SELECT image, trouble, trouble_count,
              COALESCE(next_attempt, trouble_at) AS next_attempt FROM mirror_targets
            WHERE mirror = ? AND selected AND trouble IS NOT NULL
            ORDER BY image FETCH FIRST ? ROWS ONLY\
            """)
        .params(mirror, limit)
        .query((row, _) ->
            new Failing(
                Cells.reference(row, "image"),
                Cells.text(row, "trouble"),
                row.getInt("trouble_count"),
                Cells.instant(row, "next_attempt")))
        .list();
  }
}
