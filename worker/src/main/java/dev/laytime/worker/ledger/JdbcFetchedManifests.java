package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.FetchedManifests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of manifests that copies could not use yet. */
final class JdbcFetchedManifests implements FetchedManifests {

  /** Many windows of any limit; whoever waits longer has given it up. */
  private static final Duration KEPT = Duration.ofDays(7);

  /** Of all images together; where it is more, those go that got nothing for the longest. */
  static final long MOST_BYTES = 64L * 1024 * 1024;

  private static final String OF_ONE = " WHERE mirror = ? AND repository = ? AND image = ?";

  private final Sql sql;
  private final InstantSource clock;

  private final long most;

  /**
   * @param most bytes of all images together, about
   */
  JdbcFetchedManifests(Sql sql, InstantSource clock, long most) {
    this.sql = sql;
    this.clock = clock;
    this.most = most;
  }

  @Override
  public List<Fetched> find(Errand errand) {
    return sql.read(
        "find what was fetched of %s@%s".formatted(errand.source(), errand.image()),
        () ->
            sql.sql("SELECT digest, media_type, body FROM fetched_manifests" + OF_ONE)
                .params(key(errand))
                .query((row, _) ->
                    new Fetched(
                        Cells.text(row, "media_type"),
                        new Digest(Cells.text(row, "digest")),
                        Objects.requireNonNull(row.getBytes("body"))))
                .list());
  }

  @Override
  public void keep(Errand errand, Collection<Fetched> manifests) {
    sql.change(
        "keep what was fetched of %s@%s".formatted(errand.source(), errand.image()),
        () -> {
          Instant now = clock.instant();
          Set<String> there = new HashSet<>(digests(errand));
          List<@Nullable Object[]> rows =
              manifests.stream()
                  .filter(one -> there.add(one.digest().value()))
                  .map(one -> row(errand, one, now))
                  .toList();
          sql.batch(
              """
              INSERT INTO fetched_manifests
                (mirror, repository, image, digest, media_type, body, size, kept_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
              """,
              rows);
          sql.sql("UPDATE fetched_manifests SET kept_at = ?" + OF_ONE)
              .params(
                  Cells.at(now),
                  errand.mirror(),
                  errand.source().toString(),
                  errand.image().value())
              .update();
          trim(now, errand);
        });
  }

  private List<String> digests(Errand errand) {
    return sql.sql("SELECT digest FROM fetched_manifests" + OF_ONE)
        .params(key(errand))
        .query((row, _) -> Cells.text(row, "digest"))
        .list();
  }

  private static @Nullable Object[] row(Errand errand, Fetched one, Instant now) {
    return new @Nullable Object[] {
      errand.mirror(),
      errand.source().toString(),
      errand.image().value(),
      one.digest().value(),
      Cells.cut(one.mediaType(), 255),
      one.bytes(),
      one.bytes().length,
      Cells.at(now)
    };
  }

  /** What was kept last stays, however large it is. */
  private void trim(Instant now, Errand last) {
    sql.sql("DELETE FROM fetched_manifests WHERE kept_at < ?")
        .param(Cells.at(now.minus(KEPT)))
        .update();
    long left = most;
    for (Kept kept : all()) {
      left -= kept.size();
      if (left < 0 && !kept.errand().equals(last)) {
        delete(kept.errand());
      }
    }
  }

  private record Kept(Errand errand, long size) {}

  private List<Kept> all() {
    return sql.sql(
            """
            SELECT mirror, repository, image, SUM(size) AS total FROM fetched_manifests
            GROUP BY mirror, repository, image ORDER BY MAX(kept_at) DESC\
            """)
        .query((row, _) ->
            new Kept(
                new Errand(
                    Cells.text(row, "mirror"),
                    Repository.parse(Cells.text(row, "repository")),
                    new Digest(Cells.text(row, "image"))),
                row.getLong("total")))
        .list();
  }

  @Override
  public void forget(Errand errand) {
    sql.change(
        "forget what was fetched of %s@%s".formatted(errand.source(), errand.image()),
        () -> delete(errand));
  }

  private void delete(Errand errand) {
    sql.sql("DELETE FROM fetched_manifests" + OF_ONE).params(key(errand)).update();
  }

  private static List<?> key(Errand errand) {
    return List.of(errand.mirror(), errand.source().toString(), errand.image().value());
  }
}
