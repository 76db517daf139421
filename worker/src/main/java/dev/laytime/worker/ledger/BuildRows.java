package dev.laytime.worker.ledger;

import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.worker.ledger.Builds.Count;
import dev.laytime.worker.ledger.Builds.Known;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of builds' orders. */
final class BuildRows {

  /** Before the namespace that a build of an object counts for: no source is called so. */
  static final String OF_BUILDERS = "ImageBuilder/";

  private final Sql sql;
  private final Json json;

  BuildRows(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  /**
   * An order.
   *
   * @param ruleHash tells the state of the rule that it was given for
   * @param asked whether Temporal has it
   */
  record Row(Known known, String ruleHash, boolean asked) {

    BuildStatus status() {
      return known.status();
    }

    BuildOrder order() {
      return known.status().order();
    }

    /** Whether a life ordered it, and is told. */
    boolean isOfALife() {
      return known.charged() != null && !known.charged().startsWith(OF_BUILDERS);
    }

    /** Whether an object of image-operator ordered it. */
    boolean isOfAnObject() {
      return known.charged() != null && known.charged().startsWith(OF_BUILDERS);
    }

    boolean over() {
      return known.endedAt() != null;
    }

    /** Whether Temporal has it, and nothing was heard of it since an instant. */
    boolean isSilent(Instant since) {
      Instant next = status().nextAttempt();
      return asked
          && !over()
          && !known.updatedAt().isAfter(since)
          && (next == null || !next.isAfter(since));
    }

    /** Nobody has it. */
    Row forgotten() {
      return new Row(known, ruleHash, false);
    }

    /** Whether it holds a slot: one that waits to be tried again does not. */
    boolean isUnderway(Instant now) {
      Instant next = status().nextAttempt();
      return !over() && (next == null || !next.isAfter(now));
    }

    Row with(BuildStatus status, @Nullable Instant endedAt, Instant now) {
      return new Row(
          new Known(status, known.proof(), known.charged(), endedAt, now), ruleHash, true);
    }

    /** It is over, and nobody ever took it. */
    Row untaken(Instant now) {
      return ended(
          BuildFailure.of(BuildFailureKind.CANCELLED, "Temporal did not take it in time"), now);
    }

    /** It is over where it stands, and no run of it says so. */
    Row ended(BuildFailure why, Instant now) {
      return ended(BuildState.FAILED, why.said(), why, now);
    }

    /** It came to its end, and no run of it says so. */
    Row done(String why, Instant now) {
      return ended(BuildState.DONE, why, null, now);
    }

    private Row ended(BuildState state, String cause, @Nullable BuildFailure why, Instant now) {
      BuildStatus status = status();
      BuildStatus ended =
          new BuildStatus(
              status.id(),
              status.order(),
              state,
              status.source(),
              status.built(),
              status.attempts(),
              status.tags(),
              cause,
              why,
              status.joined(),
              status.orderedAt(),
              null,
              status.run());
      return new Row(new Known(ended, known.proof(), known.charged(), now, now), ruleHash, asked);
    }
  }

  Optional<Row> find(String build, String requestId) {
    return sql.sql("SELECT * FROM builds WHERE build = ? AND request_id = ?")
        .params(build, requestId)
        .query(this::row)
        .optional();
  }

  /** The same, for whoever changes it: others wait until that is done. */
  Optional<Row> lock(String build, String requestId) {
    return sql.sql("SELECT * FROM builds WHERE build = ? AND request_id = ? FOR UPDATE")
        .params(build, requestId)
        .query(this::row)
        .optional();
  }

  /** Temporal has it. What is over stays as it is. */
  void asked(String build, String requestId, Instant now) {
    sql.sql(
            """
            UPDATE builds SET asked = TRUE, updated_at = ?
            WHERE build = ? AND request_id = ? AND ended_at IS NULL\
            """)
        .params(Cells.at(now), build, requestId)
        .update();
  }

  /** Orders of before an instant that Temporal may not have, the oldest first. */
  List<Row> unasked(Instant before) {
    return sql.sql(
            """
            SELECT * FROM builds WHERE NOT asked AND ended_at IS NULL AND ordered_at < ?
            ORDER BY ordered_at, build, request_id FETCH FIRST 100 ROWS ONLY\
            """)
        .param(Cells.at(before))
        .query(this::row)
        .list();
  }

  /** Orders that {@link Row#isSilent are silent} since an instant, the most silent first. */
  List<Row> silent(Instant since) {
    return sql.sql(
            """
            SELECT * FROM builds WHERE asked AND ended_at IS NULL AND updated_at <= ?
              AND (next_attempt IS NULL OR next_attempt <= ?)
            ORDER BY updated_at, build, request_id FETCH FIRST 100 ROWS ONLY\
            """)
        .params(Cells.at(since), Cells.at(since))
        .query(this::row)
        .list();
  }

  /** Whether Temporal took a later order of the same build: there is one run of it at a time. */
  boolean isDisplaced(Row row) {
    return sql.sql(
                """
                SELECT COUNT(*) FROM builds newer JOIN builds older ON newer.build = older.build
                WHERE older.build = ? AND older.request_id = ?
                  AND newer.asked AND newer.ordered_at > older.ordered_at\
                """)
            .params(row.status().id(), row.order().requestId())
            .query(Integer.class)
            .single()
        > 0;
  }

  /**
   * The last one of a build: one that is not over, or else what was ordered last. What another one
   * displaced is lost, and not the last.
   */
  Optional<Row> latest(String build) {
    return sql.sql(
            """
            SELECT * FROM builds b WHERE build = ?
            ORDER BY CASE WHEN ended_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM builds newer WHERE newer.build = b.build AND newer.asked
                  AND newer.ordered_at > b.ordered_at) THEN 0 ELSE 1 END,
              ordered_at DESC, request_id
            FETCH FIRST 1 ROW ONLY\
            """)
        .param(build)
        .query(this::row)
        .optional();
  }

  /** Whether a build of an image ever came to its end. */
  boolean everDone(Reference image) {
    return sql.sql("SELECT COUNT(*) FROM builds WHERE image = ? AND state = 'DONE'")
            .param(image.text())
            .query(Integer.class)
            .single()
        > 0;
  }

  /** The builds of a repository that a digest came of, also those that go on. */
  List<BuildStatus> builtAs(Repository repository, Digest digest) {
    return sql.sql(
            """
            SELECT status FROM builds
            WHERE repository = ? AND digest = ? AND state IN ('VERIFYING', 'PUSHING', 'DONE')
            ORDER BY image, ordered_at, request_id\
            """)
        .params(repository.toString(), digest.value())
        .query((row, _) -> json.read(Cells.text(row, "status"), BuildStatus.class))
        .list();
  }

  /** Whether any build ever came to its end. */
  boolean anyDone() {
    return !sql.sql("SELECT build FROM builds WHERE state = 'DONE' FETCH FIRST 1 ROW ONLY")
        .query(String.class)
        .list()
        .isEmpty();
  }

  /** Whether a build of an image brought a digest. */
  boolean brought(Reference image, String digest) {
    return sql.sql("SELECT COUNT(*) FROM builds WHERE image = ? AND digest = ? AND state = 'DONE'")
            .params(image.text(), digest)
            .query(Integer.class)
            .single()
        > 0;
  }

  List<Known> list(Builds.Filter filter) {
    List<String> conditions = new ArrayList<>();
    List<Object> params = new ArrayList<>();
    BuildState state = filter.state();
    condition("repository", filter.repository(), conditions, params);
    condition("rule", filter.rule(), conditions, params);
    condition("state", state == null ? null : state.name(), conditions, params);
    params.add(Math.clamp(filter.limit(), 1, Builds.MOST));
    return sql
        .sql(
            "SELECT * FROM builds"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY ordered_at DESC, build, request_id FETCH FIRST ? ROWS ONLY")
        .params(params)
        .query(this::row)
        .list()
        .stream()
        .map(Row::known)
        .toList();
  }

  private static void condition(
      String column, @Nullable String value, List<String> conditions, List<Object> params) {
    if (value != null) {
      conditions.add(column + " = ?");
      params.add(value);
    }
  }

  List<Count> counts() {
    return sql.sql(
            """
            SELECT rule, state, failure, COUNT(*) AS n, MIN(ordered_at) AS since
            FROM builds GROUP BY rule, state, failure ORDER BY rule, state, failure\
            """)
        .query((row, _) ->
            new Count(
                Cells.text(row, "rule"),
                BuildState.valueOf(Cells.text(row, "state")),
                row.getString("failure"),
                row.getLong("n"),
                Cells.instant(row, "since")))
        .list();
  }

  /** Changes it where it is: who waits for its lock finds it then. */
  void write(Row row) {
    BuildStatus status = row.status();
    BuildFailure failure = status.state() == BuildState.FAILED ? status.failure() : null;
    int changed =
        sql.sql(
                """
                UPDATE builds SET state = ?, asked = ?, attempts = ?, failure = ?,
                  source_commit = ?, digest = ?, ended_at = ?, updated_at = ?, next_attempt = ?,
                  status = ?
                WHERE build = ? AND request_id = ?\
                """)
            .params(
                Cells.row(
                    status.state().name(),
                    row.asked(),
                    status.attempts(),
                    failure == null ? null : failure.kind().name(),
                    status.source() == null ? null : status.source().commit().value(),
                    status.built() == null ? null : Cells.textOrNull(status.built().digest()),
                    Cells.atOrNull(row.known().endedAt()),
                    Cells.at(row.known().updatedAt()),
                    Cells.atOrNull(status.nextAttempt()),
                    json.write(status),
                    status.id(),
                    status.order().requestId()))
            .update();
    if (changed == 0) {
      insert(row, failure);
    }
  }

  private void insert(Row row, @Nullable BuildFailure failure) {
    BuildStatus status = row.status();
    BuildOrder order = status.order();
    sql.sql(
            """
            INSERT INTO builds (build, request_id, image, repository, rule, rule_hash, state, proof,
              charged, asked, attempts, failure, source_commit, digest, ordered_at, ended_at,
              updated_at, next_attempt, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                status.id(),
                order.requestId(),
                order.image().text(),
                order.image().repository().toString(),
                order.rule(),
                row.ruleHash(),
                status.state().name(),
                row.known().proof(),
                row.known().charged(),
                row.asked(),
                status.attempts(),
                failure == null ? null : failure.kind().name(),
                status.source() == null ? null : status.source().commit().value(),
                status.built() == null ? null : Cells.textOrNull(status.built().digest()),
                Cells.at(status.orderedAt()),
                Cells.atOrNull(row.known().endedAt()),
                Cells.at(row.known().updatedAt()),
                Cells.atOrNull(status.nextAttempt()),
                json.write(status)))
        .update();
  }

  /**
   * Forgets what ended before an instant, of images whose lives are over. What a tag of the same
   * repository names still, as an alias does, tells by all of its builds where that may go.
   */
  void trim(Instant before) {
    sql.sql(
            """
            DELETE FROM builds WHERE ended_at < ? AND NOT EXISTS (
              SELECT 1 FROM lives l WHERE l.image = builds.image AND NOT l.finished)
            AND NOT EXISTS (
              SELECT 1 FROM lives l WHERE l.repository = builds.repository
                AND l.digest = builds.digest AND NOT l.finished)\
            """)
        .params(Cells.at(before))
        .update();
  }

  void delete(String build, String requestId) {
    sql.sql("DELETE FROM builds WHERE build = ? AND request_id = ?")
        .params(build, requestId)
        .update();
  }

  private Row row(ResultSet row, int unused) throws SQLException {
    return new Row(
        new Known(
            json.read(Cells.text(row, "status"), BuildStatus.class),
            row.getString("proof"),
            row.getString("charged"),
            Cells.instantOrNull(row, "ended_at"),
            Cells.instant(row, "updated_at")),
        Cells.text(row, "rule_hash"),
        row.getBoolean("asked"));
  }
}
