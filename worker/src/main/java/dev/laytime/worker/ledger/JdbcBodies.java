package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Bodies;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of manifests from before their deletion. */
final class JdbcBodies implements Bodies {

  /** Far beyond the minutes in which a request may be in doubt. */
  private static final Duration KEPT = Duration.ofDays(30);

  /** What is kept again within that time is kept for the same deletion. */
  private static final Duration ONE_DELETION = Duration.ofDays(1);

  private static final int MOST_TAGS = 50;

  private final Sql sql;
  private final InstantSource clock;

  JdbcBodies(Sql sql, InstantSource clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public void keep(Repository repository, Digest digest, Body body) {
    sql.change(
        "keep the manifest %s@%s".formatted(repository, digest),
        () -> {
          trim();
          if (load(repository, digest).isEmpty()) {
            insert(repository, digest, body);
          } else {
            renew(repository, digest, body);
          }
        });
  }

  @Override
  public Optional<Body> find(Repository repository, Digest digest) {
    return sql.read(
        "find the manifest %s@%s".formatted(repository, digest), () -> load(repository, digest));
  }

  private Optional<Body> load(Repository repository, Digest digest) {
    return sql.sql(
            """
            SELECT media_type, body, tags FROM manifest_bodies
            WHERE repository = ? AND digest = ?\
            """)
        .params(repository.toString(), digest.value())
        .query((row, _) ->
            new Body(
                Cells.text(row, "media_type"),
                Objects.requireNonNull(row.getBytes("body")),
                Cells.text(row, "tags").lines().map(Tag::new).toList()))
        .optional();
  }

  /** As many as there is room for. */
  private static String text(List<Tag> tags) {
    return tags.stream().limit(MOST_TAGS).map(Tag::value).collect(Collectors.joining("\n"));
  }

  private void insert(Repository repository, Digest digest, Body body) {
    sql.sql(
            """
            INSERT INTO manifest_bodies (repository, digest, media_type, body, tags, kept_at)
            VALUES (?, ?, ?, ?, ?, ?)\
            """)
        .params(
            repository.toString(),
            digest.value(),
            Cells.cut(body.mediaType(), 255),
            body.bytes(),
            text(body.tags()),
            Cells.at(clock.instant()))
        .update();
  }

  /**
   * For another deletion its time begins anew, with the tags that go this time. One that goes on
   * may have lost some of its tags already.
   */
  private void renew(Repository repository, Digest digest, Body body) {
    Instant now = clock.instant();
    sql.sql(
            """
            UPDATE manifest_bodies SET tags = ?, kept_at = ?
            WHERE repository = ? AND digest = ? AND kept_at < ?\
            """)
        .params(
            text(body.tags()),
            Cells.at(now),
            repository.toString(),
            digest.value(),
            Cells.at(now.minus(ONE_DELETION)))
        .update();
  }

  private void trim() {
    sql.sql("DELETE FROM manifest_bodies WHERE kept_at < ?")
        .param(Cells.at(clock.instant().minus(KEPT)))
        .update();
  }
}
