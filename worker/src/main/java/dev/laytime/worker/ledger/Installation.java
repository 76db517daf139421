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

  /** The same; until the transaction ends nobody else registers anything. */
  String lock() {
    String id = id();
    sql.sql("SELECT id FROM installation FOR UPDATE").query(String.class).optional();
    return id;
  }

  private String make() {
    String id = UUID.randomUUID().toString();
    sql.sql("INSERT INTO installation (only_row, id) VALUES (1, ?)").param(id).update();
    return id;
  }
}
