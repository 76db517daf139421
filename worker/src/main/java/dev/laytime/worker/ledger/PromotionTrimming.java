package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Version;
import dev.laytime.promotion.PromotionOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Forgets promotions that are long over, a part of them at a time: never what one can go back to,
 * nor what a floating tag follows. That a version was released is never forgotten.
 */
final class PromotionTrimming {

  /** So many are looked at each time. */
  static final int MOST = 200;

  private final Sql sql;
  private final PromotionTables promotions;
  private final Duration kept;

  /** The last one that was looked at; null to begin anew. */
  private final AtomicReference<@Nullable Key> last = new AtomicReference<>();

  PromotionTrimming(Sql sql, PromotionTables promotions, Duration kept) {
    this.sql = sql;
    this.promotions = promotions;
    this.kept = kept;
  }

  private record Key(String promotion, String requestId) {}

  /** Used within a transaction. */
  void trim(Instant now) {
    Instant before = now.minus(kept);
    orders(before, now);
    statements(before);
    oldest("proven_words", "request_id", "ends_at", now);
    oldest("seen_signatures", "signature", "ends_at", now);
    oldest("floating_reservations", "image", "until_at", now);
    oldest("promotion_releases", "id", "released_at", before);
  }

  private void orders(Instant before, Instant now) {
    List<Key> keys = over(before, last.get());
    Map<Repository, Set<Key>> needed = new HashMap<>();
    for (Key key : keys) {
      List<PromotionImages.Row> targets =
          promotions.images.of(key.promotion(), key.requestId()).stream()
              .filter(PromotionImages.Row::target)
              .toList();
      boolean isNeeded =
          targets.stream()
              .map(row -> row.image().repository())
              .anyMatch(repository ->
                  needed.computeIfAbsent(repository, each -> neededIn(each, now)).contains(key));
      if (!isNeeded) {
        targets.forEach(this::rememberVersion);
        promotions.images.delete(key.promotion(), key.requestId());
        promotions.orders.delete(key.promotion(), key.requestId());
      }
    }
    last.set(keys.size() < MOST ? null : keys.getLast());
  }

  /** What waits for longer than it may is lost, and as good as over. */
  private List<Key> over(Instant before, @Nullable Key after) {
    return sql.sql(
            """
            SELECT promotion, request_id FROM promotions
            WHERE (ended_at < :before
                OR (ended_at IS NULL AND state = 'WAITING' AND waits_until < :before))
              AND (promotion > :promotion
                OR (promotion = :promotion AND request_id > :request))
            ORDER BY promotion, request_id FETCH FIRST :most ROWS ONLY\
            """)
        .param("before", Cells.at(before))
        .param("promotion", after == null ? "" : after.promotion())
        .param("request", after == null ? "" : after.requestId())
        .param("most", MOST)
        .query((row, _) -> new Key(Cells.text(row, "promotion"), Cells.text(row, "request_id")))
        .list();
  }

  private Set<Key> neededIn(Repository repository, Instant now) {
    Set<Key> needed = new HashSet<>();
    List<FollowingTags.Floating> floats = promotions.following.in(repository);
    for (PromotionMemory.Place place : promotions.memory.of(repository, Duration.ZERO, now)) {
      PromotionImages.Row image = place.image();
      boolean followed =
          floats.stream()
              .anyMatch(floating ->
                  floating.promotion().equals(image.promotion())
                      && floating.digest().equals(image.digest()));
      if (place.place() <= place.most() || followed) {
        needed.add(new Key(image.promotion(), image.requestId()));
      }
    }
    return needed;
  }

  /** What was brought under a version is the only thing that may ever be. */
  private void rememberVersion(PromotionImages.Row target) {
    Reference image = target.image();
    Tag tag = image.tag();
    boolean released =
        tag != null
            && Version.of(tag).isPresent()
            && promotions
                .orders
                .find(target.promotion(), target.requestId())
                .filter(row -> row.known().status().order().kind() == PromotionOrder.Kind.PROMOTE)
                .isPresent()
            && target.arrived();
    if (released) {
      promotions.orders.rememberReleased(image, target.digest(), target.since());
    }
  }

  private void statements(Instant before) {
    List<@Nullable Object[]> keys =
        sql.sql(
                """
                SELECT promotion, request_id FROM promotion_statements s
                WHERE s.said_at < ? AND NOT EXISTS (
                  SELECT 1 FROM promotions p WHERE p.promotion = s.promotion)
                ORDER BY s.said_at FETCH FIRST ? ROWS ONLY\
                """)
            .params(Cells.at(before), MOST)
            .<@Nullable Object[]>query((row, _) ->
                new @Nullable Object[] {
                  Cells.text(row, "promotion"), Cells.text(row, "request_id")
                })
            .list();
    sql.batch("DELETE FROM promotion_statements WHERE promotion = ? AND request_id = ?", keys);
  }

  private void oldest(String table, String key, String time, Instant before) {
    sql.sql(
            """
            DELETE FROM %1$s WHERE %2$s IN (
              SELECT %2$s FROM %1$s WHERE %3$s < ? ORDER BY %3$s FETCH FIRST ? ROWS ONLY)\
            """
                .formatted(table, key, time))
        .params(Cells.at(before), MOST)
        .update();
  }
}
