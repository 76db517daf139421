package dev.laytime.starter.report;

import dev.laytime.activity.Capabilities;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import dev.laytime.view.StagesView;
import dev.laytime.view.StagesView.Pulls;
import dev.laytime.view.StagesView.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stages, as {@code -o json} shows them. */
public record StagesReport(List<Stage> stages) implements Report {

  public StagesReport {
    stages = List.copyOf(stages);
  }

  @Override
  public String text() {
    if (stages.isEmpty()) {
      return "no stages: this worker only copies\n";
    }
    Table table = new Table("NAME", "PREFIX", "DELETION", "TAGS GO", "IMAGES", "NOTE");
    for (Stage stage : stages) {
      table.add(
          stage.name(),
          stage.prefix(),
          stage.deletion(),
          capability(stage.capabilities()),
          images(stage.images()),
          note(stage));
    }
    return table.text();
  }

  private static String capability(@Nullable Capabilities capabilities) {
    return capabilities == null
        ? "not probed"
        : capabilities.tagDeletion().name().toLowerCase(Locale.ROOT)
            + (capabilities.immutableTags() ? ", immutable" : "");
  }

  private static String images(Map<String, Integer> images) {
    return images.isEmpty()
        ? "none"
        : new TreeMap<>(images)
            .entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
  }

  private static String pulls(Pulls pulls) {
    if (pulls.until() == null) {
      return "its registry has not told of any pull of our own";
    }
    if (pulls.telling()) {
      return "all pulls are told since %s by %d process%s of its registry"
          .formatted(pulls.since(), pulls.processes(), pulls.processes() == 1 ? "" : "es");
    }
    return pulls.slowest() == null
        ? "its registry has told of no pull of our own since " + pulls.until()
        : "process %s of its registry has told of no pull since %s"
            .formatted(pulls.slowest(), pulls.until());
  }

  private static String note(Stage stage) {
    List<String> notes = new ArrayList<>();
    if (stage.pause() != null) {
      notes.add(stage.pause().toString());
    }
    if (stage.objection() != null) {
      notes.add(stage.objection());
    }
    if (stage.missed() != null) {
      notes.add(stage.missed());
    }
    if (!stage.owners().isEmpty()) {
      notes.add("also owned by " + StagesView.told(stage.owners()));
    }
    if (stage.pulls() != null) {
      notes.add(pulls(stage.pulls()));
    }
    return notes.isEmpty() ? "-" : String.join("; ", notes);
  }
}
