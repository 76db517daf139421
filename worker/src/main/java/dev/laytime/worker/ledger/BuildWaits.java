package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of images whose builds wait until another build of somebody's ends. */
final class BuildWaits {

  private static final String WANTED =
      """
      EXISTS (SELECT 1 FROM lives l WHERE l.image = w.image AND NOT l.finished
        AND l.state IN ('WANTED', 'FAILING'))\
      """;

  private final Sql sql;

  BuildWaits(Sql sql) {
    this.sql = sql;
  }

  /** For whose builds one waits. */
  Set<String> of(Reference image) {
    return Set.copyOf(
        sql.sql("SELECT charged FROM build_waits WHERE image = ?")
            .param(image.text())
            .query((row, _) -> Cells.text(row, "charged"))
            .list());
  }

  /** From now on it waits for these; for those that it waited for it has waited all along. */
  void put(Reference image, Set<String> charged, Instant now) {
    Set<String> known = of(image);
    for (String gone : new TreeSet<>(known)) {
      if (!charged.contains(gone)) {
        sql.sql("DELETE FROM build_waits WHERE image = ? AND charged = ?")
            .params(image.text(), gone)
            .update();
      }
    }
    for (String each : new TreeSet<>(charged)) {
      if (!known.contains(each)) {
        sql.sql("INSERT INTO build_waits (image, charged, since) VALUES (?, ?, ?)")
            .params(image.text(), each, Cells.at(now))
            .update();
      }
    }
  }

  /** Those that wait for somebody's builds, who waits longest first. */
  List<Reference> inTurn(String charged) {
    return sql.sql(
            "SELECT image FROM build_waits w WHERE charged = ? AND "
                + WANTED
                + " ORDER BY since, image")
        .param(charged)
        .query((row, _) -> Cells.reference(row, "image"))
        .list();
  }

  /** The same of everybody's. */
  Map<String, List<Reference>> inTurn() {
    Map<String, List<Reference>> waiting = new TreeMap<>();
    sql.sql("SELECT charged, image FROM build_waits w WHERE " + WANTED + " ORDER BY since, image")
        .query(row -> {
          waiting
              .computeIfAbsent(Cells.text(row, "charged"), _ -> new ArrayList<>())
              .add(Cells.reference(row, "image"));
        });
    return waiting;
  }

  /** Forgets those that nobody wants any more. */
  void trim() {
    sql.sql("DELETE FROM build_waits w WHERE NOT " + WANTED).update();
  }
}
