package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Word;
import dev.laytime.workflow.WorkflowIds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of what each source last told each life. */
final class Told {

  /** The fingerprint of no word: whatever the source says now differs from it. */
  private static final String SOMETHING = "?";

  private final Sql sql;

  Told(Sql sql) {
    this.sql = sql;
  }

  /**
   * The last word.
   *
   * @param number the scan's; a life ignores a word that is not of a later one
   * @param fingerprint of the word; empty for "not named", and of none where the life may have
   *     heard something that does not hold any more
   */
  record Row(Reference image, long number, String fingerprint) {

    boolean named() {
      return !fingerprint.isEmpty();
    }
  }

  /** What a source last told, by life. */
  Map<String, Row> by(String source) {
    Map<String, Row> told = new LinkedHashMap<>();
    sql.sql("SELECT life, image, number, word FROM told WHERE source = ? ORDER BY image")
        .param(source)
        .query(row -> {
          told.put(
              Cells.text(row, "life"),
              new Row(
                  Cells.reference(row, "image"), row.getLong("number"), Cells.text(row, "word")));
        });
    return told;
  }

  /** Whether any source has told a life anything, so far as is known. */
  boolean knows(String life) {
    return !sql.sql("SELECT source FROM told WHERE life = ?")
        .param(life)
        .query(String.class)
        .list()
        .isEmpty();
  }

  /** Sources that were removed and have told lives that they name them. */
  List<String> bySourcesTakenAway() {
    return sql.sql(
            """
            SELECT DISTINCT t.source FROM told t
              LEFT JOIN sources s ON s.name = t.source AND s.registered
            WHERE t.word <> '' AND s.name IS NULL ORDER BY t.source\
            """)
        .query((row, _) -> Cells.text(row, "source"))
        .list();
  }

  /** Writes what was told; an older word comes too late. */
  void write(Telling.Said said) {
    Word word = said.word();
    String life = WorkflowIds.life(said.image());
    String fingerprint = word.count() == 0 ? "" : Words.fingerprint(word);
    int older =
        sql.sql("DELETE FROM told WHERE source = ? AND life = ? AND number <= ?")
            .params(word.source(), life, word.epoch())
            .update();
    boolean newer =
        older == 0
            && sql.sql("SELECT 1 FROM told WHERE source = ? AND life = ?")
                .params(word.source(), life)
                .query(Integer.class)
                .optional()
                .isPresent();
    if (!newer) {
      sql.sql("INSERT INTO told (source, life, image, number, word) VALUES (?, ?, ?, ?, ?)")
          .params(word.source(), life, said.image().text(), word.epoch(), fingerprint)
          .update();
    }
  }

  /**
   * Has every source say anew what it says of a life. Where one named it, the life may have heard
   * that or may yet: that it is not named any more must be told as well.
   */
  void sayAnew(String life) {
    sql.sql("DELETE FROM told WHERE life = ? AND word = ''").param(life).update();
    sql.sql("UPDATE told SET number = 0, word = ? WHERE life = ?").params(SOMETHING, life).update();
  }

  /** Nothing that a source ever told. */
  void forget(String source, String life) {
    sql.sql("DELETE FROM told WHERE source = ? AND life = ?").params(source, life).update();
  }
}
