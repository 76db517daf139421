package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.LifeState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of lives. */
final class Lives {

  private static final int CHUNK = 500;

  private static final String ON_THEIR_WAY =
      """
       WHERE NOT finished AND stage = ? AND state IN ('UNUSED', 'QUARANTINED')
         AND deadline IS NOT NULL\
      """;

  private final Sql sql;

  Lives(Sql sql) {
    this.sql = sql;
  }

  Optional<LifeRow> find(String life) {
    return sql.sql("SELECT * FROM lives WHERE life = ?").param(life).query(Lives::row).optional();
  }

  /** Whether an image of a name was ever seen. */
  boolean existed(String life) {
    return sql.sql("SELECT existed FROM lives WHERE life = ?")
        .param(life)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** The images of those that are not over and wait for what they are to be. */
  List<Reference> wanted() {
    return sql.sql(
            """
            SELECT image FROM lives WHERE NOT finished AND tagged
              AND state IN ('WANTED', 'FAILING') ORDER BY image\
            """)
        .query((row, _) -> Cells.reference(row, "image"))
        .list();
  }

  /** The same of many, by life; those that never were are missing. */
  Map<String, LifeRow> of(Collection<String> lives) {
    List<String> all = List.copyOf(lives);
    Map<String, LifeRow> found = new LinkedHashMap<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      sql.sql("SELECT * FROM lives WHERE life IN (:lives)")
          .param("lives", all.subList(from, Math.min(from + CHUNK, all.size())))
          .query(Lives::row)
          .list()
          .forEach(row -> found.put(row.life(), row));
    }
    return found;
  }

  /** The same; until the transaction ends nobody else writes it. */
  Optional<LifeRow> lock(String life) {
    return sql.sql("SELECT * FROM lives WHERE life = ? FOR UPDATE")
        .param(life)
        .query(Lives::row)
        .optional();
  }

  /**
   * The images of those that are not over, by name.
   *
   * @param quarantined whether they are in quarantine or not
   * @param after the last one of the page before; null for the first page
   */
  List<Reference> unfinished(boolean quarantined, @Nullable Reference after, int limit) {
    return sql.sql(
            """
            SELECT image FROM lives WHERE NOT finished AND image > ?
              AND (quarantined_at IS NOT NULL) = ? ORDER BY image FETCH FIRST ? ROWS ONLY\
            """)
        .params(after == null ? "" : after.text(), quarantined, limit)
        .query((row, _) -> Cells.reference(row, "image"))
        .list();
  }

  /** The images of those of a stage that are not over and were not written since an instant. */
  List<Reference> silent(String stage, Instant since, int limit) {
    return sql.sql(
            """
            SELECT image FROM lives WHERE NOT finished AND stage = ? AND updated_at < ?
            ORDER BY CASE WHEN quarantined_at IS NULL THEN 1 ELSE 0 END, updated_at, image
            FETCH FIRST ? ROWS ONLY\
            """)
        .params(stage, Cells.at(since), limit)
        .query((row, _) -> Cells.reference(row, "image"))
        .list();
  }

  /** How many lives of one repository that are not over are in one state. */
  record Count(Repository repository, String state, int lives) {}

  /** How many are not over. */
  List<Count> counts() {
    return sql.sql(
            """
            SELECT repository, state, COUNT(*) AS lives FROM lives WHERE NOT finished
            GROUP BY repository, state\
            """)
        .query((row, _) ->
            new Count(
                Repository.parse(Cells.text(row, "repository")),
                Cells.text(row, "state"),
                row.getInt("lives")))
        .list();
  }

  /** Those of a stage that are not over and on their way out, the soonest first. */
  List<LifeRow> leaving(String stage, int most) {
    return sql.sql(
            "SELECT * FROM lives"
                + ON_THEIR_WAY
                + " ORDER BY deadline, image FETCH FIRST ? ROWS ONLY")
        .params(stage, most)
        .query(Lives::row)
        .list();
  }

  /** How many there are. */
  int countLeaving(String stage) {
    return sql.sql("SELECT COUNT(*) FROM lives" + ON_THEIR_WAY)
        .param(stage)
        .query(Integer.class)
        .single();
  }

  /** The images of those that are not over and on their way out. */
  List<Reference> leaving() {
    return sql.sql(
            """
            SELECT image FROM lives WHERE NOT finished
              AND (state = 'UNUSED' OR quarantined_at IS NOT NULL) ORDER BY image\
            """)
        .query((row, _) -> Cells.reference(row, "image"))
        .list();
  }

  /** The same, of one stage. */
  List<Reference> leaving(String stage) {
    return sql.sql(
            """
            SELECT image FROM lives WHERE NOT finished AND stage = ?
              AND (state = 'UNUSED' OR quarantined_at IS NOT NULL) ORDER BY image\
            """)
        .param(stage)
        .query((row, _) -> Cells.reference(row, "image"))
        .list();
  }

  /** The repositories of those that are not over, by name. */
  List<Repository> repositories() {
    return sql.sql("SELECT DISTINCT repository FROM lives WHERE NOT finished ORDER BY repository")
        .query((row, _) -> Repository.parse(Cells.text(row, "repository")))
        .list();
  }

  /** The images of those that are not over, in one repository. */
  List<Reference> imagesIn(Repository repository) {
    return sql.sql("SELECT image FROM lives WHERE NOT finished AND repository = ? ORDER BY image")
        .param(repository.toString())
        .query((row, _) -> Cells.reference(row, "image"))
        .list();
  }

  /** The images of those that are not over and have one digest, or wait for they know not which. */
  List<Reference> mayMeet(Digest digest) {
    return sql.sql(
            """
            SELECT image FROM lives WHERE NOT finished
              AND (digest = ? OR state IN ('WANTED', 'FAILING')) ORDER BY image\
            """)
        .param(digest.value())
        .query((row, _) -> Cells.reference(row, "image"))
        .list();
  }

  /** Those that are not over, in one repository. */
  List<LifeRow> in(Repository repository) {
    return sql.sql("SELECT * FROM lives WHERE NOT finished AND repository = ? ORDER BY image")
        .param(repository.toString())
        .query(Lives::row)
        .list();
  }

  /** Those that are not over, in these repositories, that have what our own copy brought. */
  List<LifeRow> copiedInto(Collection<Repository> repositories) {
    return repositories.isEmpty()
        ? List.of()
        : sql.sql(
                """
                SELECT l.* FROM lives l WHERE NOT l.finished AND l.repository IN (:repositories)
                  AND EXISTS (
                    SELECT 1 FROM events e WHERE e.life = l.life AND e.line = 'copied: ' || l.digest)\
                """)
            .param("repositories", repositories.stream().map(Repository::toString).toList())
            .query(Lives::row)
            .list();
  }

  /** The ids of all that one repository ever had. */
  Set<String> everIn(Repository repository) {
    return Set.copyOf(
        sql.sql("SELECT life FROM lives WHERE repository = ?")
            .param(repository.toString())
            .query((row, _) -> Cells.text(row, "life"))
            .list());
  }

  /** Those that are not over and of this digest, or of one whose closure has it. */
  List<LifeRow> holding(Digest digest) {
    return sql.sql(
            """
            SELECT * FROM lives WHERE NOT finished AND digest = :digest
            UNION
            SELECT l.* FROM closures c JOIN lives l
              ON l.repository = c.repository AND l.digest = c.root AND NOT l.finished
              WHERE c.member = :digest
            ORDER BY image\
            """)
        .param("digest", digest.value())
        .query(Lives::row)
        .list();
  }

  /** Which of these are not over. */
  Set<String> unfinishedOf(Collection<String> lives) {
    List<String> all = List.copyOf(lives);
    Set<String> found = new HashSet<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      found.addAll(
          sql.sql("SELECT life FROM lives WHERE NOT finished AND life IN (:lives)")
              .param("lives", all.subList(from, Math.min(from + CHUNK, all.size())))
              .query(String.class)
              .list());
    }
    return found;
  }

  void write(LifeRow life, boolean known) {
    LifeState.Quarantined quarantine = life.quarantine();
    sql.sql(known ? UPDATE : INSERT)
        .params(
            Cells.row(
                life.image().text(),
                life.image().repository().toString(),
                life.image() instanceof Reference.Tagged,
                life.stage(),
                life.epoch(),
                life.seq(),
                life.state(),
                Cells.textOrNull(life.digest()),
                life.digest() != null,
                Cells.atOrNull(life.firstSeen()),
                life.source() == null ? null : life.source().text(),
                quarantine == null ? null : Cells.at(quarantine.since()),
                quarantine == null ? null : Cells.at(quarantine.until()),
                quarantine == null ? null : quarantine.untagged(),
                Cells.atOrNull(life.deadline()),
                Cells.atOrNull(life.copyingUntil()),
                life.reason(),
                life.why(),
                life.finished(),
                Cells.at(life.changedAt()),
                Cells.at(life.updatedAt()),
                life.life()))
        .update();
  }

  private static final String UPDATE =
      """
      UPDATE lives SET image = ?, repository = ?, tagged = ?, stage = ?, epoch = ?, seq = ?,
        state = ?, digest = ?, existed = existed OR ?, first_seen = ?, source = ?, quarantined_at = ?,
        quarantined_until = ?, untagged = ?, deadline = ?, copying_until = ?, reason = ?, why = ?, finished = ?,
        changed_at = ?, updated_at = ?
      WHERE life = ?\
      """;

  private static final String INSERT =
      """
      INSERT INTO lives (image, repository, tagged, stage, epoch, seq, state, digest, existed,
        first_seen, source, quarantined_at, quarantined_until, untagged, deadline, copying_until, reason, why, finished,
        changed_at, updated_at, life)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  static LifeRow row(ResultSet row, int unused) throws SQLException {
    String source = row.getString("source");
    Instant quarantinedAt = Cells.instantOrNull(row, "quarantined_at");
    return new LifeRow(
        Cells.text(row, "life"),
        Cells.reference(row, "image"),
        row.getString("stage"),
        row.getLong("epoch"),
        row.getLong("seq"),
        Cells.text(row, "state"),
        Cells.digestOrNull(row, "digest"),
        Cells.instantOrNull(row, "first_seen"),
        source == null ? null : Reference.parse(source),
        quarantinedAt == null
            ? null
            : new LifeState.Quarantined(
                quarantinedAt, Cells.instant(row, "quarantined_until"), row.getBoolean("untagged")),
        Cells.instantOrNull(row, "deadline"),
        Cells.instantOrNull(row, "copying_until"),
        Cells.text(row, "reason"),
        Cells.text(row, "why"),
        row.getBoolean("finished"),
        Cells.instant(row, "changed_at"),
        Cells.instant(row, "updated_at"));
  }
}
