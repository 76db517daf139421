package dev.laytime.starter.report;

import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import dev.laytime.view.PromotionReleasesView.Release;
import java.util.List;

/** Holds that are over, as {@code -o json} shows them. */
public record ReleasesReport(List<Release> releases) implements Report {

  public ReleasesReport {
    releases = List.copyOf(releases);
  }

  @Override
  public String text() {
    if (releases.isEmpty()) {
      return "nothing was released\n";
    }
    Table table = new Table("PATH", "REPOSITORY", "BY", "AT", "WHY", "HELD BY", "FOR");
    for (Release release : releases) {
      table.add(
          release.path(),
          release.repository(),
          release.by() + (release.proof() == null ? "" : " (%s)".formatted(release.proof())),
          Moment.text(release.at()),
          release.why(),
          release.heldBy(),
          release.heldFor());
    }
    return table.text();
  }
}
