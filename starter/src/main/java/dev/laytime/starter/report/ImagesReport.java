package dev.laytime.starter.report;

import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import dev.laytime.view.ImagesPage.Row;
import java.util.List;

/** Images by name, as {@code -o json} shows them. */
public record ImagesReport(List<Row> images) implements Report {

  public ImagesReport {
    images = List.copyOf(images);
  }

  @Override
  public String text() {
    if (images.isEmpty()) {
      return "no images\n";
    }
    Table table = new Table("IMAGE", "STATE", "DIGEST", "DEADLINE", "REASON");
    for (Row row : images) {
      table.add(
          row.image(),
          row.state() + (row.pinned() ? " (pinned)" : ""),
          row.digest() == null ? "-" : row.digest().abbreviated(),
          row.deadline() == null ? "-" : Moment.text(row.deadline()),
          row.reason());
    }
    return table.text();
  }
}
