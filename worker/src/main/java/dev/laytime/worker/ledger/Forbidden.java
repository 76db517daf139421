package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Prohibition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of what people have forbidden: the last word on each image. */
final class Forbidden {

  private static final int MOST_DIGESTS = 50;
  private static final int LONGEST_WHY = 200;

  private final Sql sql;

  Forbidden(Sql sql) {
    this.sql = sql;
  }

  /** What is forbidden, by name. */
  List<Prohibition> all() {
    return sql.sql("SELECT * FROM forbidden WHERE allowed_at IS NULL ORDER BY image")
        .query(Forbidden::row)
        .list();
  }

  /** What is forbidden in one repository, by name. */
  List<Prohibition> in(Repository repository) {
    return sql.sql(
            "SELECT * FROM forbidden WHERE repository = ? AND allowed_at IS NULL ORDER BY image")
        .param(repository.toString())
        .query(Forbidden::row)
        .list();
  }

  /**
   * What bears on one image: of tags its own alone, every digest of its repository, what it has
   * wherever that was forbidden, and the last digests that were forbidden anywhere: it may be
   * offered one of them.
   *
   * @param digest null where that is not known
   */
  List<Prohibition> on(Reference image, @Nullable Digest digest) {
    return Stream.of(
            in(image.repository()).stream()
                .filter(word -> word.image().digest() != null || word.covers(image, null)),
            Stream.of(Optional.ofNullable(digest), Optional.ofNullable(image.digest()))
                .flatMap(Optional::stream)
                .flatMap(known -> of(known).stream()),
            lastDigests().stream())
        .flatMap(words -> words)
        .filter(distinctImages())
        .toList();
  }

  private static Predicate<Prohibition> distinctImages() {
    Set<Reference> seen = new HashSet<>();
    return word -> seen.add(word.image());
  }

  /** In short, as histories hold them. */
  private List<Prohibition> lastDigests() {
    return sql
        .sql(
            """
            SELECT * FROM forbidden WHERE image LIKE '%@%' AND allowed_at IS NULL
            ORDER BY forbidden_at DESC, image FETCH FIRST ? ROWS ONLY\
            """)
        .param(MOST_DIGESTS)
        .query(Forbidden::row)
        .list()
        .stream()
        .map(word ->
            new Prohibition(
                word.image(), word.by(), word.since(), Cells.cut(word.why(), LONGEST_WHY)))
        .toList();
  }

  /** What forbids a digest, by name. */
  private List<Prohibition> of(Digest digest) {
    return sql.sql(
            "SELECT * FROM forbidden WHERE image LIKE ? AND allowed_at IS NULL ORDER BY image")
        .param("%@" + digest.value())
        .query(Forbidden::row)
        .list();
  }

  /** The word on exactly this name; empty where it was taken back. Nobody else writes it then. */
  Optional<Prohibition> lock(Reference image) {
    return sql.sql("SELECT * FROM forbidden WHERE image = ? AND allowed_at IS NULL FOR UPDATE")
        .param(image.text())
        .query(Forbidden::row)
        .optional();
  }

  void write(Prohibition word) {
    Reference image = word.image();
    sql.sql("DELETE FROM forbidden WHERE image = ?").param(image.text()).update();
    sql.sql(
            """
            INSERT INTO forbidden (image, repository, forbidden_by, forbidden_at, reason)
            VALUES (?, ?, ?, ?, ?)\
            """)
        .params(
            image.text(),
            image.repository().toString(),
            Cells.cut(word.by(), 255),
            Cells.at(word.since()),
            Cells.cut(word.why(), 2000))
        .update();
  }

  void allow(Reference image, String by, Instant at) {
    sql.sql("UPDATE forbidden SET allowed_by = ?, allowed_at = ? WHERE image = ?")
        .params(Cells.cut(by, 255), Cells.at(at), image.text())
        .update();
  }

  private static Prohibition row(ResultSet row, int unused) throws SQLException {
    return new Prohibition(
        Cells.reference(row, "image"),
        Cells.text(row, "forbidden_by"),
        Cells.instant(row, "forbidden_at"),
        Cells.text(row, "reason"));
  }
}
