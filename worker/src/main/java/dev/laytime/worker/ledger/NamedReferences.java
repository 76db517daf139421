package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Claims;
import dev.laytime.usage.NamedImage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of what sources name: everything that the last complete scan named, and what any scan
 * after it named besides.
 */
final class NamedReferences {

  private static final int CHUNK = 500;
  private static final int LONGEST_USAGE = 1000;

  private final Sql sql;
  private final Json json;

  NamedReferences(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  /**
   * One image as one source names it.
   *
   * @param number of the last scan that named it
   * @param seenAt when that scan started
   * @param count how many objects
   * @param usages the first ten
   */
  record Row(
      String source,
      Reference reference,
      long number,
      Instant seenAt,
      int count,
      String strongest,
      List<String> usages) {
    Row {
      usages = List.copyOf(usages);
    }
  }

  /** What a source names, by name. */
  List<Row> of(String source) {
    return sql.sql("SELECT * FROM scan_references WHERE source = ? ORDER BY reference")
        .param(source)
        .query(this::row)
        .list();
  }

  /** What any source names by one of these names, by this digest or by one of its closure. */
  List<Row> matching(Collection<Reference> names, Repository repository, @Nullable Digest digest) {
    List<String> texts = names.stream().map(Reference::text).toList();
    Map<String, Row> found = new LinkedHashMap<>();
    sql.sql("SELECT * FROM scan_references WHERE reference IN (:names) ORDER BY source, reference")
        .param("names", texts)
        .query(this::row)
        .list()
        .forEach(row -> found.put(row.source() + ' ' + row.reference().text(), row));
    if (digest != null) {
      sql.sql(
              """
              SELECT * FROM scan_references WHERE digest = :digest
              UNION
              SELECT r.* FROM closures c JOIN scan_references r ON r.digest = c.member
                WHERE c.repository = :repository AND c.root = :digest
              ORDER BY source, reference\
              """)
          .param("digest", digest.value())
          .param("repository", repository.toString())
          .query(this::row)
          .list()
          .forEach(row -> found.putIfAbsent(row.source() + ' ' + row.reference().text(), row));
    }
    return List.copyOf(found.values());
  }

  /** Every digest that any source names in these repositories, itself or by a tag kept for it. */
  List<Digest> digestsIn(Collection<Repository> repositories) {
    return sql.sql(
            """
            SELECT DISTINCT digest FROM scan_references
            WHERE repository IN (:repositories) AND digest IS NOT NULL ORDER BY digest\
            """)
        .param("repositories", repositories.stream().map(Repository::toString).toList())
        .query((row, _) -> new Digest(Cells.text(row, "digest")))
        .list();
  }

  /**
   * What this scan named, and what was seen while it went on: that has its number already, and it
   * may have begun before.
   */
  void replace(String source, long number, Instant seenAt, List<NamedImage> images) {
    forgetBefore(source, number);
    add(source, number, seenAt, images);
  }

  /**
   * What was seen between two scans, as far as it is not known.
   *
   * @param number of the next scan
   * @return whether there was any
   */
  boolean addNew(String source, long number, Instant seenAt, List<NamedImage> images) {
    Set<String> known = new HashSet<>();
    for (List<String> texts : chunks(images)) {
      known.addAll(
          sql.sql(
                  """
                  SELECT reference FROM scan_references
                  WHERE source = :source AND reference IN (:references)\
                  """)
              .param("source", source)
              .param("references", texts)
              .query((row, _) -> Cells.text(row, "reference"))
              .list());
    }
    List<NamedImage> unknown =
        images.stream().filter(named -> !known.contains(named.image().text())).toList();
    insert(source, number, seenAt, unknown);
    return !unknown.isEmpty();
  }

  /** What this scan named, beside what is known. */
  void add(String source, long number, Instant seenAt, List<NamedImage> images) {
    for (List<String> texts : chunks(images)) {
      sql.sql("DELETE FROM scan_references WHERE source = :source AND reference IN (:references)")
          .param("source", source)
          .param("references", texts)
          .update();
    }
    insert(source, number, seenAt, images);
  }

  /** The images' texts, each once, in pieces that a statement can take. */
  private static List<List<String>> chunks(List<NamedImage> images) {
    List<String> texts = images.stream().map(named -> named.image().text()).distinct().toList();
    List<List<String>> chunks = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += CHUNK) {
      chunks.add(texts.subList(from, Math.min(from + CHUNK, texts.size())));
    }
    return chunks;
  }

  /** Leaves what this scan named alone. */
  void forgetBefore(String source, long number) {
    sql.sql("DELETE FROM scan_references WHERE source = ? AND number < ?")
        .params(source, number)
        .update();
  }

  private void insert(String source, long number, Instant seenAt, List<NamedImage> images) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    Usages.byReference(images)
        .forEach((reference, usages) -> rows.add(cells(source, number, seenAt, reference, usages)));
    sql.batch(
        """
        INSERT INTO scan_references (source, reference, number, seen_at, repository, digest,
          usage_count, strongest, usages) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        rows);
  }

  private @Nullable Object[] cells(
      String source, long number, Instant seenAt, Reference reference, Usages usages) {
    Digest digest = Claims.plain(reference).digest();
    return new @Nullable Object[] {
      source,
      reference.text(),
      number,
      Cells.at(seenAt),
      reference.repository().toString(),
      digest == null ? null : digest.value(),
      usages.count(),
      Cells.cut(usages.strongest(), 255),
      json.texts(usages.first(), Usages.MOST, LONGEST_USAGE)
    };
  }

  private Row row(ResultSet row, int unused) throws SQLException {
    return new Row(
        Cells.text(row, "source"),
        Cells.reference(row, "reference"),
        row.getLong("number"),
        Cells.instant(row, "seen_at"),
        row.getInt("usage_count"),
        Cells.text(row, "strongest"),
        json.texts(Cells.text(row, "usages")));
  }
}
