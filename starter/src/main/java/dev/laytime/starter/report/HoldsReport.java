package dev.laytime.starter.report;

import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import dev.laytime.view.PromotionHoldsView.Hold;
import java.util.List;

/** Where paths promote nothing by themselves, as {@code -o json} shows it. */
public record HoldsReport(List<Hold> holds) implements Report {

  public HoldsReport {
    holds = List.copyOf(holds);
  }

  @Override
  public String text() {
    if (holds.isEmpty()) {
      return "nothing is held\n";
    }
    Table table = new Table("PATH", "REPOSITORY", "BY", "SINCE", "WHY");
    for (Hold hold : holds) {
      table.add(
          hold.path(), hold.repository(), hold.by(), Moment.text(hold.since()), hold.why());
    }
    return table.text();
  }
}
