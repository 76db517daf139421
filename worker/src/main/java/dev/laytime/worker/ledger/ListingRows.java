package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.TagListings.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of listings that polls did not end yet. */
final class ListingRows {

  private final Sql sql;

  ListingRows(Sql sql) {
    this.sql = sql;
  }

  Optional<Listing> find(String mirror, Repository source, Instant poll) {
    return sql.sql(
            """
            SELECT next_page FROM listings WHERE mirror = ? AND repository = ? AND poll = ?\
            """)
        .params(mirror, source.toString(), Cells.at(poll))
        .query((row, _) -> Cells.text(row, "next_page"))
        .optional()
        .map(next -> new Listing(tags(mirror, source), next));
  }

  private List<Tag> tags(String mirror, Repository source) {
    return sql.sql("SELECT tag FROM listed_tags WHERE mirror = ? AND repository = ? ORDER BY place")
        .params(mirror, source.toString())
        .query((row, _) -> new Tag(Cells.text(row, "tag")))
        .list();
  }

  void write(String mirror, Repository source, Instant poll, @Nullable Listing listing) {
    for (String table : List.of("listings", "listed_tags")) {
      sql.sql("DELETE FROM %s WHERE mirror = ? AND repository = ?".formatted(table))
          .params(mirror, source.toString())
          .update();
    }
    if (listing == null) {
      return;
    }
    sql.sql("INSERT INTO listings (mirror, repository, poll, next_page) VALUES (?, ?, ?, ?)")
        .params(mirror, source.toString(), Cells.at(poll), listing.next())
        .update();
    List<Tag> tags = listing.tags();
    sql.batch(
        "INSERT INTO listed_tags (mirror, repository, place, tag) VALUES (?, ?, ?, ?)",
        IntStream.range(0, tags.size())
            .mapToObj(place ->
                new @Nullable Object[] {mirror, source.toString(), place, tags.get(place).value()})
            .toList());
  }

  /** Those of a poll that has ended, and of earlier ones. */
  void forget(String mirror, Instant poll) {
    sql.sql(
            """
            DELETE FROM listed_tags WHERE mirror = ? AND repository IN
              (SELECT repository FROM listings WHERE mirror = ? AND poll <= ?)\
            """)
        .params(mirror, mirror, Cells.at(poll))
        .update();
    sql.sql("DELETE FROM listings WHERE mirror = ? AND poll <= ?")
        .params(mirror, Cells.at(poll))
        .update();
  }
}
