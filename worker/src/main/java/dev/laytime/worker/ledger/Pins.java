package dev.laytime.worker.ledger;

import dev.laytime.activity.PinRequest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Pin;
import java.time.Instant;
import java.util.Optional;

/** The rows of pins: the last word on each image, pinned or not. */
final class Pins {

  private final Sql sql;

  Pins(Sql sql) {
    this.sql = sql;
  }

  /** The pin of an image, over or not; empty where it was taken away. */
  Optional<Pin> of(Reference image) {
    return sql.sql(
            """
            SELECT until_at, pinned_by, reason FROM pins WHERE image = ? AND pinned\
            """)
        .param(image.text())
        .query((row, _) ->
            new Pin(
                Cells.instantOrNull(row, "until_at"),
                Cells.text(row, "pinned_by"),
                Cells.text(row, "reason")))
        .optional();
  }

  /** Writes what a person said; what an earlier request says comes too late. */
  void write(PinRequest request) {
    String image = request.image().text();
    Instant last =
        sql.sql("SELECT changed_at FROM pins WHERE image = ? FOR UPDATE")
            .param(image)
            .query((row, _) -> Cells.instant(row, "changed_at"))
            .optional()
            .orElse(null);
    if (last != null && !request.at().isAfter(last)) {
      return;
    }
    Pin pin = request.pin();
    sql.sql(last == null ? INSERT : UPDATE)
        .params(
            Cells.row(
                pin != null,
                pin == null ? null : Cells.atOrNull(pin.until()),
                pin == null ? "" : Cells.cut(pin.by(), 255),
                pin == null ? "" : Cells.cut(pin.why(), 2000),
                Cells.cut(request.by(), 255),
                Cells.at(request.at()),
                image))
        .update();
  }

  private static final String INSERT =
      """
      INSERT INTO pins (pinned, until_at, pinned_by, reason, changed_by, changed_at, image)
      VALUES (?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final String UPDATE =
      """
      UPDATE pins SET pinned = ?, until_at = ?, pinned_by = ?, reason = ?, changed_by = ?,
        changed_at = ? WHERE image = ?\
      """;
}
