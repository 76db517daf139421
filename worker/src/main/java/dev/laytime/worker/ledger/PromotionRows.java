package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.worker.ledger.Promotions.Known;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of promotions' orders, one each. */
final class PromotionRows {

  private final Sql sql;
  private final Json json;

  PromotionRows(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  /**
   * What an order has beside its status.
   *
   * @param keepLast of its path, when it was last written
   * @param waitsUntil after which one that stands at its gates is lost
   * @param move how many began to move before it; null where it has not begun to
   */
  record Facts(
      @Nullable String proof,
      boolean automatic,
      int keepLast,
      Instant waitsUntil,
      @Nullable Long move) {}

  /** An order as it was last written. */
  record Row(Known known, Facts facts) {}

  Optional<Row> find(String promotion, String requestId) {
    return sql.sql("SELECT * FROM promotions WHERE promotion = ? AND request_id = ?")
        .params(promotion, requestId)
        .query(this::row)
        .optional();
  }

  /** The last order of a promotion. */
  Optional<Known> last(String promotion) {
    return sql.sql(
            """
            SELECT * FROM promotions WHERE promotion = ?
            ORDER BY ordered_at DESC, updated_at DESC, request_id FETCH FIRST 1 ROW ONLY\
            """)
        .param(promotion)
        .query(this::row)
        .optional()
        .map(Row::known);
  }

  /** An order, and whether it takes what is asked about; else it brings it. */
  record About(Known known, boolean takes) {}

  /** What an image is taken by and brought by, the last ordered first. */
  List<About> about(Reference image, int most) {
    boolean pinned = image.digest() != null;
    return sql.sql(
            """
            SELECT p.*, i.role FROM promotion_images i
              JOIN promotions p ON p.promotion = i.promotion AND p.request_id = i.request_id
            WHERE %s
            ORDER BY p.ordered_at DESC, p.promotion, p.request_id, i.role DESC, i.stage
            FETCH FIRST ? ROWS ONLY\
            """
                .formatted(pinned ? "i.repository = ? AND i.digest = ?" : "i.image = ?"))
        .params(
            pinned
                ? List.of(image.repository().toString(), String.valueOf(image.digest()), most)
                : List.of(image.text(), most))
        .query((row, number) ->
            new About(row(row, number).known(), Cells.text(row, "role").equals("SOURCE")))
        .list();
  }

  List<Known> list(Promotions.Filter filter) {
    List<String> conditions = new ArrayList<>();
    List<Object> params = new ArrayList<>();
    condition("stage", filter.stage(), conditions, params);
    condition("repository", filter.repository(), conditions, params);
    condition("path", filter.path(), conditions, params);
    PromotionState state = filter.state();
    condition("state", state == null ? null : state.name(), conditions, params);
    params.add(Math.clamp(filter.limit(), 1, Promotions.MOST));
    return sql
        .sql(
            "SELECT * FROM promotions"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY ordered_at DESC, promotion, request_id FETCH FIRST ? ROWS ONLY")
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

  /** The ids of those that are not over. */
  List<String> running() {
    return sql.sql(
            "SELECT DISTINCT promotion FROM promotions WHERE ended_at IS NULL ORDER BY promotion")
        .query((row, _) -> Cells.text(row, "promotion"))
        .list();
  }

  /** Where other orders of a promotion stand that are not over, and were given before. */
  List<PromotionStatus> unfinished(PromotionStatus begun) {
    return sql
        .sql(
            """
            SELECT * FROM promotions
            WHERE promotion = ? AND request_id <> ? AND ended_at IS NULL AND ordered_at < ?
            ORDER BY ordered_at, request_id\
            """)
        .params(begun.id(), begun.order().requestId(), Cells.at(begun.orderedAt()))
        .query(this::row)
        .list()
        .stream()
        .map(row -> row.known().status())
        .toList();
  }

  /** The ids of those into a stage that are not over and were written before, what moves first. */
  List<String> silent(String stage, Instant before, int limit) {
    return sql.sql(
            """
            SELECT promotion FROM promotions
            WHERE stage = ? AND ended_at IS NULL AND updated_at < ?
            ORDER BY CASE WHEN state = 'MOVING' THEN 0 ELSE 1 END, updated_at, promotion
            FETCH FIRST ? ROWS ONLY\
            """)
        .params(stage, Cells.at(before), limit)
        .query((row, _) -> Cells.text(row, "promotion"))
        .list();
  }

  /** The ids of those that are at their gates, of a path and into a repository. */
  List<String> waiting(String path, Repository target) {
    return sql.sql(
            """
            SELECT DISTINCT promotion FROM promotions
            WHERE path = ? AND repository = ? AND state = 'WAITING' AND ended_at IS NULL
            ORDER BY promotion\
            """)
        .params(path, target.toString())
        .query((row, _) -> Cells.text(row, "promotion"))
        .list();
  }

  /**
   * Writes one.
   *
   * @param endedAt when it was over; null while it is not
   */
  void write(PromotionStatus status, Facts facts, @Nullable Instant endedAt, Instant now) {
    PromotionOrder order = status.order();
    delete(status.id(), order.requestId());
    sql.sql(
            """
            INSERT INTO promotions (promotion, request_id, kind, path, stage, repository, digest,
              state, proof, automatic, keep_last, ordered_at, moved_at, ended_at, waits_until,
              updated_at, move_number, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                status.id(),
                order.requestId(),
                order.kind().name(),
                order.path(),
                order.stage(),
                order.target().repository().toString(),
                order.digest().value(),
                status.state().name(),
                facts.proof(),
                facts.automatic(),
                facts.keepLast(),
                Cells.at(status.orderedAt()),
                Cells.atOrNull(status.movedAt()),
                Cells.atOrNull(endedAt),
                Cells.at(facts.waitsUntil()),
                Cells.at(now),
                facts.move(),
                json.write(status)))
        .update();
  }

  void delete(String promotion, String requestId) {
    sql.sql("DELETE FROM promotions WHERE promotion = ? AND request_id = ?")
        .params(promotion, requestId)
        .update();
  }

  /** Writes what a version is of which no order is left. */
  void rememberReleased(Reference image, Digest digest, Instant at) {
    sql.sql("DELETE FROM released_versions WHERE image = ? AND digest = ?")
        .params(image.text(), digest.value())
        .update();
    sql.sql("INSERT INTO released_versions (image, digest, promoted_at) VALUES (?, ?, ?)")
        .params(image.text(), digest.value(), Cells.at(at))
        .update();
  }

  List<PromotionCounts.Count> counts() {
    return sql.sql(
            """
            SELECT path, state, COUNT(*) AS n, MIN(COALESCE(moved_at, ordered_at)) AS since
            FROM promotions GROUP BY path, state ORDER BY path, state\
            """)
        .query((row, _) ->
            new PromotionCounts.Count(
                Cells.text(row, "path"),
                Cells.text(row, "state"),
                row.getLong("n"),
                Cells.instant(row, "since")))
        .list();
  }

  /** Whether a repository ever got a digest under a tag by a promotion that came so far. */
  Optional<Digest> released(List<Reference> targets, Digest other) {
    return targets.isEmpty()
        ? Optional.empty()
        : sql.sql(
                """
                SELECT i.digest, p.ordered_at AS since FROM promotion_images i JOIN promotions p
                  ON p.promotion = i.promotion AND p.request_id = i.request_id
                WHERE i.role = 'TARGET' AND i.image IN (:targets) AND i.digest <> :digest
                  AND p.kind = 'PROMOTE'
                  AND (p.state = 'PROMOTED' OR i.step IN ('TAGGED', 'FLOATED', 'ATTESTED'))
                UNION ALL
                SELECT digest, promoted_at AS since FROM released_versions
                WHERE image IN (:targets) AND digest <> :digest
                ORDER BY since DESC FETCH FIRST 1 ROW ONLY\
                """)
            .param("targets", targets.stream().map(Reference::text).toList())
            .param("digest", other.value())
            .query((row, _) -> new Digest(Cells.text(row, "digest")))
            .optional();
  }

  private Row row(ResultSet row, int unused) throws SQLException {
    return new Row(
        new Known(
            json.read(Cells.text(row, "status"), PromotionStatus.class),
            row.getString("proof"),
            row.getBoolean("automatic"),
            Cells.instantOrNull(row, "ended_at"),
            Cells.instant(row, "updated_at")),
        new Facts(
            row.getString("proof"),
            row.getBoolean("automatic"),
            row.getInt("keep_last"),
            Cells.instant(row, "waits_until"),
            row.getObject("move_number", Long.class)));
  }
}
