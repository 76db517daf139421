package dev.laytime.starter.report;

import dev.laytime.lifecycle.Prohibition;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import java.util.List;

/** What must not be brought, as {@code -o json} shows it. */
public record ForbiddenReport(List<Prohibition> forbidden) implements Report {

  public ForbiddenReport {
    forbidden = List.copyOf(forbidden);
  }

  @Override
  public String text() {
    if (forbidden.isEmpty()) {
      return "nothing is forbidden\n";
    }
    Table table = new Table("IMAGE", "BY", "SINCE", "WHY");
    for (Prohibition word : forbidden) {
      table.add(word.image().text(), word.by(), Moment.text(word.since()), word.why());
    }
    return table.text();
  }
}
