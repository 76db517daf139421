package dev.laytime.starter.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import dev.laytime.view.SourcesView.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The registered sources of use, as {@code -o json} shows them.
 *
 * @param now not shown
 */
public record SourcesReport(List<Source> sources, @JsonIgnore Instant now) implements Report {

  public SourcesReport {
    sources = List.copyOf(sources);
  }

  @Override
  public String text() {
    if (sources.isEmpty()) {
      return "no sources of use: nothing can be proved unused, so nothing leaves\n";
    }
    Table table = new Table("NAME", "KIND", "SCAN", "IMAGES", "LAST COMPLETE", "WORD");
    for (Source source : sources) {
      table.add(
          source.name(),
          source.kind(),
          source.number() == 0 ? "-" : String.valueOf(source.number()),
          source.lastStart() == null ? "-" : String.valueOf(source.references()),
          source.lastComplete() == null ? "never" : Moment.text(source.lastComplete()),
          String.join("; ", words(source)));
    }
    return table.text();
  }

  private List<String> words(Source source) {
    List<String> words = new ArrayList<>();
    if (!source.configured()) {
      words.add("not configured any more, still blocks");
    }
    if (!source.held().isEmpty()) {
      words.add(
          "held: %s (laytime sources approve %s --scan %d)"
              .formatted(source.held(), source.name(), source.number()));
    }
    if (!source.gaps().isEmpty()) {
      words.add("incomplete: " + String.join(", ", source.gaps()));
    }
    words.add(trust(source));
    return words;
  }

  private String trust(Source source) {
    if (source.trustedFrom() == null) {
      return "not complete twice yet: proves nothing";
    }
    if (source.trustedFrom().isAfter(now)) {
      return "proves nothing before " + Moment.text(source.trustedFrom());
    }
    if (!source.counts(now)) {
      return "proves nothing";
    }
    return source.gaps().isEmpty() || source.countsUntil() == null
        ? "counts"
        : "its last complete scan counts until " + Moment.text(source.countsUntil());
  }
}
