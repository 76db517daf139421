package dev.laytime.starter.report;

import dev.laytime.starter.output.ByteCount;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.PlainText;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import dev.laytime.view.ObservedView;
import dev.laytime.view.ObservedView.Departure;
import dev.laytime.view.ObservedView.Stage;
import java.util.List;

/** What would have gone from stages that only observe, as {@code -o json} shows it. */
public record ObservedReport(List<Stage> stages, List<Departure> images) implements Report {

  public ObservedReport {
    stages = List.copyOf(stages);
    images = List.copyOf(images);
  }

  /** The worker's answer. */
  public static ObservedReport of(ObservedView view) {
    return new ObservedReport(view.stages(), view.images());
  }

  @Override
  public String text() {
    if (stages.isEmpty()) {
      return "no stage only observes\n";
    }
    StringBuilder text = new StringBuilder();
    stages.forEach(stage -> text.append(line(stage)).append('\n'));
    return images.isEmpty() ? text.toString() : text.append('\n').append(table()).toString();
  }

  private static String line(Stage stage) {
    return stage.since() == null
        ? stage.name() + ": nothing would have gone yet"
        : "%s: since %s %s would have gone, with %s that nothing else held; %s"
            .formatted(
                stage.name(),
                Moment.text(stage.since()),
                stage.images() == 1 ? "1 image" : stage.images() + " images",
                ByteCount.text(stage.bytes()),
                asked(stage.asked()));
  }

  private static String asked(int count) {
    return switch (count) {
      case 0 -> "nobody asked for any of them later";
      case 1 -> "1 of them was asked for later";
      default -> count + " of them were asked for later";
    };
  }

  private String table() {
    Table table = new Table("WOULD GO", "IMAGE", "DIGEST", "BYTES", "ASKED FOR", "BY");
    for (Departure departure : images) {
      table.add(
          Moment.text(departure.at()),
          departure.image(),
          departure.digest().abbreviated(),
          ByteCount.text(departure.bytes()),
          departure.askedAt() == null ? "-" : Moment.text(departure.askedAt()),
          departure.askedBy() == null ? "-" : PlainText.oneLine(departure.askedBy()));
    }
    return table.text();
  }
}
