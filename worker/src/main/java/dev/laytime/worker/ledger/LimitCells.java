package dev.laytime.worker.ledger;

import dev.laytime.mirror.OrderLimits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Who may order what, in columns {@code repositories} and {@code namespaces}: a pattern a line. */
final class LimitCells {

  private LimitCells() {}

  static OrderLimits of(ResultSet row) throws SQLException {
    return new OrderLimits(
        Cells.text(row, "repositories").lines().toList(),
        Cells.text(row, "namespaces").lines().toList());
  }

  static String lines(List<String> patterns) {
    return String.join("\n", patterns);
  }
}
