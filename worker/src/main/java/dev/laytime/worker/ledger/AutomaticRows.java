package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Sha256;
import dev.laytime.promotion.PathWords;
import dev.laytime.promotion.PromotionOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The rows of what paths asked for by themselves, and what they have not asked for yet. */
final class AutomaticRows {

  private static final int DIGITS = 32;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

  private final Sql sql;

  AutomaticRows(Sql sql) {
    this.sql = sql;
  }

  /** An image under its tag in a source stage. */
  record Candidate(Reference image, Digest digest) {}

  /** The same image and digest on the same path is the same order until that has expired. */
  String requestId(String path, Candidate candidate) {
    String id =
        PathWords.requests(path) + Sha256.name(DIGITS, candidate.image(), candidate.digest());
    long expired = expired(path, candidate);
    return expired == 0 ? id : "%s/%d".formatted(id, expired + 1);
  }

  private long expired(String path, Candidate candidate) {
    return sql.sql(
            """
            SELECT COUNT(*) FROM promotions p JOIN promotion_images i
              ON i.promotion = p.promotion AND i.request_id = p.request_id
            WHERE p.path = ? AND p.automatic AND p.state = 'EXPIRED'
              AND i.role = 'SOURCE' AND i.image = ? AND i.digest = ?\
            """)
        .params(path, candidate.image().text(), candidate.digest().value())
        .query(Long.class)
        .single();
  }

  /** Whether nobody but the path itself gave it: a round has written so before it was given. */
  boolean gave(PromotionOrder order) {
    return order.kind() == PromotionOrder.Kind.PROMOTE
        && order.by().equals(PathWords.by(order.path()))
        && sql.sql(
                """
                SELECT 1 FROM promotion_rounds
                WHERE path = ? AND image = ? AND digest = ? AND request_id = ?\
                """)
            .params(order.path(), order.source().text(), order.digest().value(), order.requestId())
            .query(Integer.class)
            .optional()
            .isPresent();
  }

  /**
   * What has been under its tag in a stage not longer than that, the longest first, but for what is
   * put off.
   */
  List<Candidate> appeared(String stage, String path, Instant since, Instant now) {
    return sql.sql(
            """
            SELECT l.image, l.digest FROM present_since s
              JOIN lives l ON l.life = s.life AND l.digest = s.digest
            WHERE s.since >= ? AND l.stage = ? AND NOT l.finished AND NOT EXISTS (
              SELECT 1 FROM promotion_rounds r
              WHERE r.path = ? AND r.image = l.image AND r.digest = l.digest
                AND (r.asked_at IS NOT NULL OR r.put_off_until > ?))
            ORDER BY s.since, l.image\
            """)
        .params(Cells.at(since), stage, path, Cells.at(now))
        .query((row, _) ->
            new Candidate(Cells.reference(row, "image"), new Digest(Cells.text(row, "digest"))))
        .list();
  }

  /** What is under its tag in a stage, by name. */
  List<Candidate> present(String stage) {
    return sql.sql(
            """
            SELECT l.image, l.digest FROM present_since s
              JOIN lives l ON l.life = s.life AND l.digest = s.digest
            WHERE l.stage = ? AND NOT l.finished ORDER BY l.image\
            """)
        .param(stage)
        .query((row, _) ->
            new Candidate(Cells.reference(row, "image"), new Digest(Cells.text(row, "digest"))))
        .list();
  }

  boolean asked(String path, Candidate candidate) {
    return sql.sql(
            """
            SELECT 1 FROM promotion_rounds
            WHERE path = ? AND image = ? AND digest = ? AND asked_at IS NOT NULL\
            """)
        .params(path, candidate.image().text(), candidate.digest().value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  boolean putOff(String path, Candidate candidate, Instant now) {
    return sql.sql(
            """
            SELECT 1 FROM promotion_rounds
            WHERE path = ? AND image = ? AND digest = ? AND put_off_until > ?\
            """)
        .params(path, candidate.image().text(), candidate.digest().value(), Cells.at(now))
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Nobody took it now: each time it waits for longer. */
  void putOff(PromotionOrder order, Instant now) {
    Object[] key = {order.path(), order.source().text(), order.digest().value(), order.requestId()};
    sql.sql(
            """
            SELECT tries FROM promotion_rounds
            WHERE path = ? AND image = ? AND digest = ? AND request_id = ?\
            """)
        .params(key)
        .query(Integer.class)
        .optional()
        .ifPresent(tries ->
            sql.sql(
                    """
                    UPDATE promotion_rounds SET tries = ?, put_off_until = ?
                    WHERE path = ? AND image = ? AND digest = ? AND request_id = ?\
                    """)
                .params(tries + 1, Cells.at(now.plus(pause(tries))), key[0], key[1], key[2], key[3])
                .update());
  }

  private static Duration pause(int tries) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** A path is about to ask for this by itself. */
  void offer(PromotionOrder order) {
    if (!gave(order)) {
      Object[] image = {order.path(), order.source().text(), order.digest().value()};
      sql.sql("DELETE FROM promotion_rounds WHERE path = ? AND image = ? AND digest = ?")
          .params(image)
          .update();
      sql.sql(
              """
              INSERT INTO promotion_rounds (path, image, digest, request_id) VALUES (?, ?, ?, ?)\
              """)
          .params(image[0], image[1], image[2], order.requestId())
          .update();
    }
  }

  /**
   * Whether a promotion, whoever gave it, has brought just that under its tag.
   *
   * @param moves whether the tag moves: such a one may come back to what it named before, unless
   *     somebody went back from it
   */
  boolean brought(PromotionOrder order, boolean moves) {
    return sql.sql(
            """
            SELECT 1 FROM promotion_images i
              JOIN promotions p ON p.promotion = i.promotion AND p.request_id = i.request_id
            WHERE i.role = 'TARGET' AND i.image = :image AND i.digest = :digest
              AND p.kind = 'PROMOTE'
              AND (p.state = 'PROMOTED' OR i.step IN ('TAGGED', 'FLOATED', 'ATTESTED'))
              AND (NOT :moves OR EXISTS (
                SELECT 1 FROM promotion_images b
                  JOIN promotions r ON r.promotion = b.promotion AND r.request_id = b.request_id
                WHERE b.role = 'TARGET' AND b.repository = i.repository AND b.line = i.line
                  AND r.kind = 'ROLLBACK' AND r.move_number > p.move_number))
            UNION ALL
            SELECT 1 FROM released_versions WHERE image = :image AND digest = :digest
            FETCH FIRST 1 ROW ONLY\
            """)
        .param("image", order.target().text())
        .param("digest", order.digest().value())
        .param("moves", moves)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** It does not ask for that any more. No order has this row's request id. */
  void settle(String path, Candidate candidate, Instant now) {
    Object[] image = {path, candidate.image().text(), candidate.digest().value()};
    sql.sql("DELETE FROM promotion_rounds WHERE path = ? AND image = ? AND digest = ?")
        .params(image)
        .update();
    sql.sql(
            """
            INSERT INTO promotion_rounds (path, image, digest, request_id, asked_at)
            VALUES (?, ?, ?, '', ?)\
            """)
        .params(image[0], image[1], image[2], Cells.at(now))
        .update();
  }

  /** It has asked for what it was about to. */
  void asked(PromotionOrder order, Instant now) {
    sql.sql(
            """
            UPDATE promotion_rounds SET asked_at = ?
            WHERE path = ? AND image = ? AND digest = ? AND request_id = ? AND asked_at IS NULL\
            """)
        .params(
            Cells.at(now),
            order.path(),
            order.source().text(),
            order.digest().value(),
            order.requestId())
        .update();
  }

  /** What waited in vain into a repository since an instant may be asked for again. */
  void again(String path, Repository target, Instant since) {
    sql.sql(
            """
            DELETE FROM promotion_rounds WHERE path = ? AND request_id IN (
              SELECT request_id FROM promotions
              WHERE path = ? AND repository = ? AND state = 'EXPIRED' AND ended_at >= ?)\
            """)
        .params(path, path, target.toString(), Cells.at(since))
        .update();
  }
}
