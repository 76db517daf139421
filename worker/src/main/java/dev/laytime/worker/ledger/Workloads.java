package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Claims;
import dev.laytime.lifecycle.Retention;
import dev.laytime.usage.NamedImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sets of images each workload used, as scans have seen them: a window of rollbacks that no
 * cluster's own history can cut short. What only an incomplete or held scan saw may be a part of a
 * set: it is kept as long as the set that it came after, and never counts as a newer one.
 */
public final class Workloads {

  /** How many sets beside its present one are remembered of each workload. */
  public static final int MOST_SETS = 50;

  private static final Duration REMEMBERED = Duration.ofDays(366);

  private static final String SELECT =
      """
      SELECT r.source, r.name, r.gone_at, (
          SELECT COUNT(*) FROM workload_revisions n
          WHERE n.source = r.source AND n.workload = r.workload
            AND n.revision > COALESCE(r.after_revision, r.revision))
        AS newer
      FROM workload_images i JOIN workload_revisions r
        ON r.source = i.source AND r.workload = i.workload AND r.images = i.images\
      """;

  private static final String ORDER = " ORDER BY newer, r.source, r.name";

  private final Sql sql;

  Workloads(Sql sql) {
    this.sql = sql;
  }

  /**
   * One set.
   *
   * @param revision counts the sets of its workload; below zero where no scan that counts saw it
   * @param after the newest one when a scan that does not count saw it last; null for none
   * @param images tells it from other sets
   */
  private record Revision(
      String workload,
      long revision,
      @Nullable Long after,
      String images,
      @Nullable Instant goneAt) {

    /** The set of a scan that counts than which it is no older. */
    long standing() {
      return after == null ? revision : after;
    }
  }

  /** Takes in what a complete scan named. */
  void saw(String source, Instant seenAt, List<NamedImage> images) {
    Map<String, List<Revision>> known = known(source);
    Set<String> seen = new HashSet<>();
    for (Workload workload : Workload.of(images)) {
      seen.add(workload.id());
      saw(source, workload, known.getOrDefault(workload.id(), List.of()));
    }
    known.forEach((workload, revisions) -> {
      if (!seen.contains(workload) && revisions.getFirst().goneAt() == null) {
        gone(source, workload, seenAt);
      }
    });
    forget(source, seenAt.minus(REMEMBERED));
  }

  /** Adds what a scan named that does not count; what it did not name may be there all the same. */
  void glimpsed(String source, List<NamedImage> images) {
    Map<String, List<Revision>> known = known(source);
    for (Workload workload : Workload.of(images)) {
      glimpsed(source, workload, known.getOrDefault(workload.id(), List.of()));
    }
  }

  private void glimpsed(String source, Workload workload, List<Revision> known) {
    isThere(source, workload, known);
    long newest = known.isEmpty() ? 0 : Math.max(known.getFirst().revision(), 0);
    for (Revision revision : known) {
      if (revision.images().equals(workload.set())) {
        glimpsedAgain(source, revision, newest);
        return;
      }
    }
    List<Revision> glimpses = known.stream().filter(revision -> revision.revision() < 0).toList();
    if (glimpses.size() >= MOST_SETS) {
      remove(source, workload.id(), glimpses.getFirst().images());
    }
    long last = known.isEmpty() ? 0 : known.getLast().revision();
    add(source, workload, Math.min(last, 0) - 1, newest);
  }

  private void glimpsedAgain(String source, Revision revision, long newest) {
    if (revision.standing() < newest) {
      sql.sql(
              """
              UPDATE workload_revisions SET after_revision = ?
              WHERE source = ? AND workload = ? AND revision = ?\
              """)
          .params(newest, source, revision.workload(), revision.revision())
          .update();
    }
  }

  /** The newest set of each workload comes first. */
  private Map<String, List<Revision>> known(String source) {
    Map<String, List<Revision>> known = new HashMap<>();
    sql.sql(
            """
            SELECT workload, revision, after_revision, images, gone_at FROM workload_revisions
            WHERE source = ? ORDER BY workload, revision DESC\
            """)
        .param(source)
        .query((row, _) ->
            new Revision(
                Cells.text(row, "workload"),
                row.getLong("revision"),
                row.getObject("after_revision", Long.class),
                Cells.text(row, "images"),
                Cells.instantOrNull(row, "gone_at")))
        .list()
        .forEach(row -> known.computeIfAbsent(row.workload(), _ -> new ArrayList<>()).add(row));
    return known;
  }

  private void saw(String source, Workload workload, List<Revision> known) {
    String set = workload.set();
    Revision newest = known.isEmpty() ? null : known.getFirst();
    isThere(source, workload, known);
    if (newest == null || newest.revision() < 0 || !newest.images().equals(set)) {
      long next = newest == null ? 1 : Math.max(newest.revision(), 0) + 1;
      boolean before = known.stream().anyMatch(revision -> revision.images().equals(set));
      if (before) {
        again(source, workload.id(), set, next);
      } else {
        add(source, workload, next, null);
      }
      known.stream()
          .filter(revision -> !revision.images().equals(set))
          .sorted(Comparator.comparingLong(Revision::standing).reversed())
          .skip(MOST_SETS)
          .forEach(revision -> remove(source, workload.id(), revision.images()));
    }
  }

  private void isThere(String source, Workload workload, List<Revision> known) {
    if (!known.isEmpty() && known.getFirst().goneAt() != null) {
      sql.sql("UPDATE workload_revisions SET gone_at = NULL WHERE source = ? AND workload = ?")
          .params(source, workload.id())
          .update();
    }
  }

  private void again(String source, String workload, String set, long revision) {
    sql.sql(
            """
            UPDATE workload_revisions SET revision = ?, after_revision = NULL
            WHERE source = ? AND workload = ? AND images = ?\
            """)
        .params(revision, source, workload, set)
        .update();
  }

  private void add(String source, Workload workload, long revision, @Nullable Long after) {
    String set = workload.set();
    sql.sql(
            """
            INSERT INTO workload_revisions (source, workload, revision, after_revision, name, images)
            VALUES (:source, :workload, :revision, :after, :name, :images)\
            """)
        .param("source", source)
        .param("workload", workload.id())
        .param("revision", revision)
        .param("after", after)
        .param("name", workload.name())
        .param("images", set)
        .update();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Reference image : workload.images()) {
      Digest digest = Claims.plain(image).digest();
      rows.add(
          new @Nullable Object[] {
            source, workload.id(), set, image.text(), digest == null ? null : digest.value()
          });
    }
    sql.batch(
        """
        INSERT INTO workload_images (source, workload, images, reference, digest)
        VALUES (?, ?, ?, ?, ?)\
        """,
        rows);
  }

  private void remove(String source, String workload, String set) {
    for (String table : List.of("workload_images", "workload_revisions")) {
      sql.sql("DELETE FROM " + table + " WHERE source = ? AND workload = ? AND images = ?")
          .params(source, workload, set)
          .update();
    }
  }

  private void gone(String source, String workload, Instant at) {
    sql.sql("UPDATE workload_revisions SET gone_at = ? WHERE source = ? AND workload = ?")
        .params(Cells.at(at), source, workload)
        .update();
  }

  private void forget(String source, Instant before) {
    sql.sql(
            """
            DELETE FROM workload_images WHERE source = ? AND workload IN (
              SELECT workload FROM workload_revisions WHERE source = ? AND gone_at < ?)\
            """)
        .params(source, source, Cells.at(before))
        .update();
    sql.sql("DELETE FROM workload_revisions WHERE source = ? AND gone_at < ?")
        .params(source, Cells.at(before))
        .update();
  }

  /** Forgets a source that a person takes away. */
  void forget(String source) {
    for (String table : List.of("workload_images", "workload_revisions")) {
      sql.sql("DELETE FROM " + table + " WHERE source = ?").param(source).update();
    }
  }

  /** How many workloads are on record. */
  int count() {
    return sql.sql(
            """
            SELECT COUNT(*) FROM (
              SELECT DISTINCT source, workload FROM workload_revisions WHERE gone_at IS NULL) w\
            """)
        .query(Integer.class)
        .single();
  }

  /**
   * The workloads that used an image by one of these names, by its digest or by one of its closure.
   *
   * @param grace for how long a workload that is gone still counts
   * @param scopes whose workloads count for the repository
   */
  List<Retention.Rollback> using(
      Collection<Reference> names,
      Repository repository,
      @Nullable Digest digest,
      Duration grace,
      Scopes scopes) {
    Set<Retention.Rollback> found = new LinkedHashSet<>();
    found.addAll(
        sql.sql(SELECT + " WHERE i.reference IN (:names)" + ORDER)
            .param("names", names.stream().map(Reference::text).toList())
            .query((row, _) -> rollback(row, grace, scopes, repository))
            .list());
    if (digest != null) {
      found.addAll(
          sql.sql(
                  SELECT
                      + " WHERE i.digest = :digest OR i.digest IN (SELECT member FROM closures"
                      + " WHERE repository = :repository AND root = :digest)"
                      + ORDER)
              .param("digest", digest.value())
              .param("repository", repository.toString())
              .query((row, _) -> rollback(row, grace, scopes, repository))
              .list());
    }
    found.remove(null);
    return List.copyOf(found);
  }

  /** Null for one of a source that may not speak of the repository. */
  private static Retention.@Nullable Rollback rollback(
      ResultSet row, Duration grace, Scopes scopes, Repository repository) throws SQLException {
    if (!scopes.cover(Cells.text(row, "source"), repository)) {
      return null;
    }
    Instant goneAt = Cells.instantOrNull(row, "gone_at");
    return new Retention.Rollback(
        Cells.text(row, "name") + " of " + Cells.text(row, "source"),
        row.getInt("newer"),
        goneAt == null ? null : goneAt.plus(grace));
  }
}
