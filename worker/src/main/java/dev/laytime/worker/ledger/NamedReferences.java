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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
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
   * @param namespaces of all of them
   */
  record Row(
      String source,
      Reference reference,
      long number,
      Instant seenAt,
      int count,
      String strongest,
      List<String> usages,
      Namespaces namespaces) {
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

  /**
   * What a source named since its last complete scan, that one included, and does not by these
   * images: an image, or an object that needs it.
   */
  Narrowing.Lost lost(String source, List<NamedImage> images) {
    Map<String, NamingObjects> now = new LinkedHashMap<>();
    Usages.byReference(images)
        .forEach((reference, usages) -> now.put(reference.text(), usages.objects()));
    List<String> lost = new ArrayList<>();
    List<String> fewer = new ArrayList<>();
    int objects = 0;
    for (Naming before : naming(source)) {
      NamingObjects left = now.get(before.reference());
      int missing = left == null ? 0 : before.objects().missingAmong(left);
      objects += missing;
      if (left == null) {
        lost.add(before.reference());
      } else if (missing > 0) {
        fewer.add(before.reference());
      }
    }
    return new Narrowing.Lost(lost, objects, fewer);
  }

  private record Naming(String reference, NamingObjects objects, Namespaces namespaces) {

    private static final Naming NONE =
        new Naming("", NamingObjects.none(), Namespaces.of(List.of()));
  }

  private List<Naming> naming(String source) {
    return sql.sql(
            "SELECT reference, objects, namespaces FROM scan_references WHERE source = ?"
                + " ORDER BY reference")
        .param(source)
        .query((row, _) -> naming(row))
        .list();
  }

  private static Naming naming(ResultSet row) throws SQLException {
    return new Naming(
        Cells.text(row, "reference"),
        NamingObjects.parse(Cells.text(row, "objects")),
        Namespaces.parse(Cells.text(row, "namespaces")));
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

  /** Every digest that such sources name in these repositories, itself or by a tag kept for it. */
  List<Digest> digestsIn(Collection<Repository> repositories, Predicate<String> source) {
    Set<Digest> digests = new LinkedHashSet<>();
    sql.sql(
            """
            SELECT DISTINCT digest, source FROM scan_references
            WHERE repository IN (:repositories) AND digest IS NOT NULL ORDER BY digest\
            """)
        .param("repositories", repositories.stream().map(Repository::toString).toList())
        .query((row, _) ->
            source.test(Cells.text(row, "source"))
                && digests.add(new Digest(Cells.text(row, "digest"))))
        .list();
    return List.copyOf(digests);
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
   * What was seen between two scans, as far as it was not seen since the last one: the next may
   * have listed its kind already, and takes away what has a smaller number than its own.
   *
   * @param number of the next scan
   * @return whether there was any that was not known at all
   */
  boolean addNew(String source, long number, Instant seenAt, List<NamedImage> images) {
    Map<String, Long> known = new LinkedHashMap<>();
    for (List<String> texts : chunks(images)) {
      sql.sql(
              """
              SELECT reference, number FROM scan_references
              WHERE source = :source AND reference IN (:references)\
              """)
          .param("source", source)
          .param("references", texts)
          .query(row -> {
            known.put(Cells.text(row, "reference"), row.getLong("number"));
          });
    }
    List<NamedImage> unknown =
        images.stream().filter(named -> !known.containsKey(named.image().text())).toList();
    insert(source, number, seenAt, unknown, Map.of());
    sql.batch(
        "UPDATE scan_references SET number = ?, seen_at = ? WHERE source = ? AND reference = ?",
        known.entrySet().stream()
            .filter(row -> row.getValue() < number)
            .map(row -> new @Nullable Object[] {number, Cells.at(seenAt), source, row.getKey()})
            .toList());
    return !unknown.isEmpty();
  }

  /** What this scan named, beside what is known: an object that it does not name may be there. */
  void add(String source, long number, Instant seenAt, List<NamedImage> images) {
    Map<String, Naming> known = new LinkedHashMap<>();
    for (List<String> texts : chunks(images)) {
      sql.sql(
              """
              SELECT reference, objects, namespaces FROM scan_references
              WHERE source = :source AND reference IN (:references)\
              """)
          .param("source", source)
          .param("references", texts)
          .query((row, _) -> naming(row))
          .list()
          .forEach(row -> known.put(row.reference(), row));
      sql.sql("DELETE FROM scan_references WHERE source = :source AND reference IN (:references)")
          .param("source", source)
          .param("references", texts)
          .update();
    }
    insert(source, number, seenAt, images, known);
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

  private void insert(
      String source,
      long number,
      Instant seenAt,
      List<NamedImage> images,
      Map<String, Naming> known) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    Usages.byReference(images)
        .forEach((reference, usages) -> {
          Naming before = known.getOrDefault(reference.text(), Naming.NONE);
          rows.add(cells(source, number, seenAt, reference, usages, before));
        });
    sql.batch(
        """
        INSERT INTO scan_references (source, reference, number, seen_at, repository, digest,
          usage_count, strongest, usages, objects, namespaces)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        rows);
  }

  private @Nullable Object[] cells(
      String source,
      long number,
      Instant seenAt,
      Reference reference,
      Usages usages,
      Naming before) {
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
      json.texts(usages.first(), Usages.MOST, LONGEST_USAGE),
      usages.objects().with(before.objects()).text(),
      usages.namespaces().with(before.namespaces()).text()
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
        json.texts(Cells.text(row, "usages")),
        Namespaces.parse(Cells.text(row, "namespaces")));
  }
}
