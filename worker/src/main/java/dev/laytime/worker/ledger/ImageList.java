package dev.laytime.worker.ledger;

import dev.laytime.view.ImagesPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lives that are not over, page by page. */
final class ImageList {

  private static final int MOST = 1000;

  private final Tables tables;

  ImageList(Tables tables) {
    this.tables = tables;
  }

  ImagesPage page(
      @Nullable String stage,
      @Nullable String repository,
      @Nullable String state,
      @Nullable String after,
      int limit) {
    int most = Math.clamp(limit, 1, MOST);
    Map<String, Object> given = new LinkedHashMap<>();
    StringBuilder where = new StringBuilder("WHERE NOT l.finished");
    add(where, given, "l.stage = :stage", "stage", stage);
    add(where, given, "l.repository = :repository", "repository", repository);
    add(where, given, "l.state = :state", "state", state);
    add(where, given, "l.image > :after", "after", after);
    given.put("most", most + 1);
    given.put("now", Cells.at(tables.clock.instant()));
    List<ImagesPage.Row> rows =
        tables
            .sql
            .sql(
                """
                SELECT l.image, l.stage, l.state, l.digest, l.deadline, l.reason, l.updated_at,
                  (p.image IS NOT NULL OR EXISTS (SELECT 1 FROM object_pins o
                    WHERE o.repository = l.repository
                      AND (o.image = l.image OR o.image LIKE CONCAT('%@', l.digest))
                      AND (o.until_at IS NULL OR o.until_at >= :now))) AS is_pinned
                FROM lives l LEFT JOIN pins p ON p.image = l.image AND p.pinned
                  AND (p.until_at IS NULL OR p.until_at >= :now)
                """
                    + where
                    + " ORDER BY l.image FETCH FIRST :most ROWS ONLY")
            .params(given)
            .query(ImageList::row)
            .list();
    boolean last = rows.size() <= most;
    List<ImagesPage.Row> page = new ArrayList<>(last ? rows : rows.subList(0, most));
    return new ImagesPage(page, last ? null : page.getLast().image());
  }

  private static void add(
      StringBuilder where,
      Map<String, Object> given,
      String condition,
      String name,
      @Nullable String value) {
    if (value != null) {
      where.append(" AND ").append(condition);
      given.put(name, value);
    }
  }

  private static ImagesPage.Row row(ResultSet row, int unused) throws SQLException {
    return new ImagesPage.Row(
        Cells.text(row, "image"),
        row.getString("stage"),
        Cells.text(row, "state"),
        Cells.digestOrNull(row, "digest"),
        Cells.instantOrNull(row, "deadline"),
        row.getBoolean("is_pinned"),
        Cells.text(row, "reason"),
        Cells.instant(row, "updated_at"));
  }
}
