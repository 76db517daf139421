package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.mirror.AtSource;
import dev.laytime.mirror.AtTarget;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of the images that mirrors keep copies of. */
final class TargetRows {

  private static final int LONGEST_TEXT = 1000;

  private final Sql sql;

  TargetRows(Sql sql) {
    this.sql = sql;
  }

  /** What is remembered of the copies from one repository, or to another. */
  Map<Reference, MirrorTarget> of(String mirror, Repository source, @Nullable Repository target) {
    return sql
        .sql(
            """
            SELECT * FROM mirror_targets
            WHERE mirror = ? AND (source_repository = ? OR repository = ?)\
            """)
        .params(mirror, source.toString(), target == null ? "" : target.toString())
        .query((row, _) -> row(row))
        .list()
        .stream()
        .collect(Collectors.toMap(MirrorTarget::image, Function.identity()));
  }

  List<Repository> sources(String mirror) {
    return sql.sql(
            """
            SELECT DISTINCT source_repository FROM mirror_targets WHERE mirror = ?
            ORDER BY source_repository\
            """)
        .param(mirror)
        .query((row, _) -> Repository.parse(Cells.text(row, "source_repository")))
        .list();
  }

  /**
   * An image by whose mirror it is.
   *
   * @param mirror its name
   */
  record Named(String mirror, MirrorTarget target) {}

  /** What mirrors have of an image, by their names. */
  List<Named> of(Reference image) {
    return sql.sql("SELECT * FROM mirror_targets WHERE image = ? ORDER BY mirror")
        .param(image.text())
        .query((row, _) -> new Named(Cells.text(row, "mirror"), row(row)))
        .list();
  }

  /** Those that a mirror selects, too, which is older; the oldest of each. */
  Map<Reference, String> taken(String mirror, Collection<Reference> images) {
    Map<Reference, String> oldest = new HashMap<>();
    sql.sql(
            """
            SELECT theirs.image, other.name FROM mirror_targets theirs
              JOIN tag_mirrors other ON other.name = theirs.mirror
              JOIN tag_mirrors own ON own.name = :mirror
            WHERE theirs.image IN (:images) AND theirs.selected AND other.name <> own.name
              AND other.present AND NOT other.resting
              AND (other.adapter IS NULL OR other.adapter IN (SELECT name FROM adapters))
              AND (other.since < own.since OR (other.since = own.since AND other.name < own.name))
            ORDER BY other.since, other.name\
            """)
        .param("mirror", mirror)
        .param("images", images.stream().map(Reference::text).toList())
        .query(
            (row, _) -> oldest.putIfAbsent(Cells.reference(row, "image"), Cells.text(row, "name")))
        .list();
    return oldest;
  }

  /** Those that are selected now. */
  List<MirrorTarget> selected(String mirror) {
    return sql.sql("SELECT * FROM mirror_targets WHERE mirror = ? AND selected")
        .param(mirror)
        .query((row, _) -> row(row))
        .list();
  }

  Optional<MirrorTarget> find(String mirror, Reference image) {
    return sql.sql("SELECT * FROM mirror_targets WHERE mirror = ? AND image = ?")
        .params(mirror, image.text())
        .query((row, _) -> row(row))
        .optional();
  }

  /** What is owed, by what was looked at the longest ago. */
  List<MirrorTarget> owed(String mirror, Instant poll, int limit) {
    return sql.sql(
            """
            SELECT * FROM mirror_targets WHERE mirror = ? AND due IS NOT NULL AND NOT due_by_life
              AND (trouble_at IS NULL OR trouble_at <> ?)
              AND (next_attempt IS NULL OR next_attempt <= ?)
            ORDER BY trouble_at NULLS FIRST, image FETCH FIRST ? ROWS ONLY\
            """)
        .params(mirror, Cells.at(poll), Cells.at(poll), limit)
        .query((row, _) -> row(row))
        .list();
  }

  /** What lives are to be offered, by name. */
  List<MirrorTarget> offered(String mirror, @Nullable Reference after, int limit) {
    return sql.sql(
            """
            SELECT * FROM mirror_targets WHERE mirror = ? AND due IS NOT NULL AND due_by_life
              AND image > ? ORDER BY image FETCH FIRST ? ROWS ONLY\
            """)
        .params(mirror, after == null ? "" : after.text(), limit)
        .query((row, _) -> row(row))
        .list();
  }

  void forget(String mirror, Collection<Reference> images) {
    sql.batch(
        "DELETE FROM mirror_targets WHERE mirror = ? AND image = ?",
        images.stream().map(image -> new @Nullable Object[] {mirror, image.text()}).toList());
  }

  void write(String mirror, Collection<MirrorTarget> targets) {
    forget(mirror, targets.stream().map(MirrorTarget::image).toList());
    sql.batch(INSERT, targets.stream().map(target -> cells(mirror, target)).toList());
  }

  private static final String INSERT =
      """
      INSERT INTO mirror_targets (mirror, image, repository, source, source_repository, selected, first_seen,
        source_digest, source_since, looked_at, gone_since, copied_source, copied_digest,
        written_digest, filters, copied_at, referrers_at, destination_digest, audited_at, due,
        due_digest, due_by_life, kept, trouble, trouble_count, trouble_at, next_attempt,
        writing_source, writing_digest, writing_as, writing_filters, writing_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
        ?, ?)\
      """;

  private static @Nullable Object[] cells(String mirror, MirrorTarget target) {
    MirrorTarget.Sighting seen = target.seen();
    MirrorTarget.Brought brought = target.brought();
    MirrorTarget.Belief there = target.destination();
    MirrorTarget.Owed owed = target.owed();
    MirrorTarget.Trouble trouble = target.trouble();
    MirrorTarget.Brought writing = target.atTarget().writing();
    return new @Nullable Object[] {
      mirror,
      target.image().text(),
      target.image().repository().toString(),
      target.source().text(),
      target.source().repository().toString(),
      target.selected(),
      Cells.at(target.firstSeen()),
      seen == null ? null : seen.digest().value(),
      seen == null ? null : Cells.at(seen.since()),
      Cells.atOrNull(target.lookedAt()),
      Cells.atOrNull(target.goneSince()),
      brought == null ? null : brought.source().text(),
      brought == null ? null : brought.digest().value(),
      brought == null ? null : brought.written().value(),
      brought == null ? null : brought.filters(),
      brought == null ? null : Cells.at(brought.at()),
      brought == null ? null : Cells.at(brought.referrersAt()),
      there == null ? null : Cells.textOrNull(there.digest()),
      there == null ? null : Cells.at(there.at()),
      owed == null ? null : owed.why().name(),
      owed == null ? null : owed.digest().value(),
      owed == null ? null : owed.byLife(),
      Cells.cut(target.kept(), LONGEST_TEXT),
      trouble == null ? null : Cells.cut(trouble.cause(), LONGEST_TEXT),
      trouble == null ? 0 : trouble.count(),
      trouble == null ? null : Cells.at(trouble.poll()),
      trouble == null ? null : Cells.at(trouble.next()),
      writing == null ? null : writing.source().text(),
      writing == null ? null : writing.digest().value(),
      writing == null ? null : writing.written().value(),
      writing == null ? null : writing.filters(),
      writing == null ? null : Cells.at(writing.at())
    };
  }

  static MirrorTarget row(ResultSet row) throws SQLException {
    return new MirrorTarget(
        Cells.reference(row, "image"),
        Cells.reference(row, "source"),
        row.getBoolean("selected"),
        Cells.instant(row, "first_seen"),
        atSource(row),
        atTarget(row),
        new Work(owed(row), Cells.text(row, "kept"), trouble(row)));
  }

  private static AtSource atSource(ResultSet row) throws SQLException {
    Digest digest = Cells.digestOrNull(row, "source_digest");
    return new AtSource(
        digest == null
            ? null
            : new MirrorTarget.Sighting(digest, Cells.instant(row, "source_since")),
        Cells.instantOrNull(row, "looked_at"),
        Cells.instantOrNull(row, "gone_since"));
  }

  private static AtTarget atTarget(ResultSet row) throws SQLException {
    Instant audited = Cells.instantOrNull(row, "audited_at");
    return new AtTarget(
        brought(row),
        audited == null
            ? null
            : new MirrorTarget.Belief(Cells.digestOrNull(row, "destination_digest"), audited),
        writing(row));
  }

  private static MirrorTarget.@Nullable Brought brought(ResultSet row) throws SQLException {
    Digest digest = Cells.digestOrNull(row, "copied_digest");
    return digest == null
        ? null
        : new MirrorTarget.Brought(
            Cells.reference(row, "copied_source"),
            digest,
            Objects.requireNonNull(Cells.digestOrNull(row, "written_digest")),
            Cells.text(row, "filters"),
            Cells.instant(row, "copied_at"),
            Cells.instant(row, "referrers_at"));
  }

  private static MirrorTarget.@Nullable Brought writing(ResultSet row) throws SQLException {
    Digest digest = Cells.digestOrNull(row, "writing_digest");
    if (digest == null) {
      return null;
    }
    Instant at = Cells.instant(row, "writing_at");
    return new MirrorTarget.Brought(
        Cells.reference(row, "writing_source"),
        digest,
        Objects.requireNonNull(Cells.digestOrNull(row, "writing_as")),
        Cells.text(row, "writing_filters"),
        at,
        at);
  }

  private static MirrorTarget.@Nullable Owed owed(ResultSet row) throws SQLException {
    String why = row.getString("due");
    return why == null
        ? null
        : new MirrorTarget.Owed(
            MirrorTarget.Reason.valueOf(why),
            Objects.requireNonNull(Cells.digestOrNull(row, "due_digest")),
            row.getBoolean("due_by_life"));
  }

  private static MirrorTarget.@Nullable Trouble trouble(ResultSet row) throws SQLException {
    String cause = row.getString("trouble");
    if (cause == null) {
      return null;
    }
    Instant at = Cells.instant(row, "trouble_at");
    Instant next = Cells.instantOrNull(row, "next_attempt");
    return new MirrorTarget.Trouble(
        cause, row.getInt("trouble_count"), at, next == null ? at : next);
  }
}
