package dev.laytime.worker.ledger;

import java.util.UUID;

/** The row that tells this installation from others. */
final class Installation {

  private final Sql sql;

  Installation(Sql sql) {
    this.sql = sql;
  }

  /** Its id, fit for a tag; made where there is none. */
  String id() {
    return sql.sql("SELECT id FROM installation")
        .query((row, _) -> Cells.text(row, "id"))
        .optional()
        .orElseGet(this::make);
  }

  /** Who we are to registries, and to nobody else's reading. */
  String agent() {
    return "laytime (installation %s)".formatted(id());
  }

  /** The same; until the transaction ends nobody else registers anything. */
  String lock() {
    String id = id();
    sql.sql("SELECT id FROM installation FOR UPDATE").query(String.class).optional();
    return id;
  }

  /** This is the configuration that counts from now on. */
  void configure(String settings) {
    sql.sql("UPDATE installation SET settings = ?").param(settings).update();
  }

  /** Whether whoever registered last has this configuration. */
  boolean has(String settings) {
    return sql.sql("SELECT 1 FROM installation WHERE settings = ?")
        .param(settings)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** The cluster that objects were read in; empty where none was. */
  String cluster() {
    return sql.sql("SELECT objects_cluster FROM installation")
        .query((row, _) -> Cells.text(row, "objects_cluster"))
        .single();
  }

  void cluster(String identity) {
    sql.sql("UPDATE installation SET objects_cluster = ?").param(identity).update();
  }

  private String make() {
    String id = UUID.randomUUID().toString();
    sql.sql("INSERT INTO installation (only_row, id) VALUES (1, ?)").param(id).update();
    return id;
  }
}
