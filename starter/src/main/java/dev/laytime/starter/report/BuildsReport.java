package dev.laytime.starter.report;

import dev.laytime.build.BuildStatus;
import dev.laytime.build.ResolvedRef;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import dev.laytime.view.BuildsView.One;
import java.util.List;

/** Builds, as {@code -o json} shows them. */
public record BuildsReport(List<One> builds) implements Report {

  public BuildsReport {
    builds = List.copyOf(builds);
  }

  @Override
  public String text() {
    if (builds.isEmpty()) {
      return "there are no builds\n";
    }
    Table table = new Table("BUILD", "RULE", "COMMIT", "STATE", "ORDERED", "BY", "CAUSE");
    for (One one : builds) {
      BuildStatus status = one.status();
      ResolvedRef source = status.source();
      table.add(
          status.id(),
          status.order().rule(),
          source == null ? "" : source.commit().abbreviated(),
          status.state().name(),
          Moment.text(status.orderedAt()),
          BuildReport.by(one),
          status.cause());
    }
    return table.text();
  }
}
