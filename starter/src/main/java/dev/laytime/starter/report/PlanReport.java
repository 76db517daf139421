package dev.laytime.starter.report;

import dev.laytime.lifecycle.StagePause;
import dev.laytime.starter.output.ByteCount;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.PlainText;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import dev.laytime.view.PlanView;
import dev.laytime.view.PlanView.Breaker;
import dev.laytime.view.PlanView.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What leaves next and what waits for a person, as {@code -o json} shows it. */
public record PlanReport(
    List<Removal> removals, List<Breaker> breakers, List<StagePause> pauses, int more)
    implements Report {

  public PlanReport {
    removals = List.copyOf(removals);
    breakers = List.copyOf(breakers);
    pauses = List.copyOf(pauses);
  }

  /** The worker's answer. */
  public static PlanReport of(PlanView plan) {
    return new PlanReport(plan.removals(), plan.breakers(), plan.pauses(), plan.more());
  }

  /** Whether anything would leave by itself, or waits for a person's approval. */
  public boolean changes() {
    return !breakers.isEmpty()
        || removals.stream().anyMatch(removal -> removal.blockedBy().isEmpty());
  }

  @Override
  public String text() {
    List<String> parts = new ArrayList<>();
    if (!pauses.isEmpty()) {
      parts.add(paused());
    }
    if (removals.isEmpty() && breakers.isEmpty()) {
      parts.add("nothing leaves, and nothing waits for a person\n");
    }
    if (!removals.isEmpty()) {
      parts.add(table());
    }
    if (more > 0) {
      parts.add("and %d more later\n".formatted(more));
    }
    breakers.forEach(breaker -> parts.add(text(breaker)));
    return String.join("\n", parts);
  }

  private String paused() {
    return pauses.stream()
        .map(pause -> PlainText.oneLine(pause.toString()) + "\n")
        .collect(Collectors.joining());
  }

  private String table() {
    Table table = new Table("WHEN", "STEP", "IMAGE", "DIGEST", "BYTES", "BLOCKED BY");
    for (Removal removal : removals) {
      table.add(
          Moment.text(removal.at()),
          removal.step(),
          removal.image(),
          removal.digest() == null ? "-" : removal.digest().abbreviated(),
          removal.bytes() == null ? "-" : ByteCount.text(removal.bytes()),
          removal.blockedBy().isEmpty() ? "-" : String.join("; ", removal.blockedBy()));
    }
    return table.text();
  }

  private static String text(Breaker breaker) {
    StringBuilder text = new StringBuilder();
    text.append(
        "breaker %s holds %d %s in %s since %s%n"
            .formatted(
                PlainText.oneLine(breaker.id()),
                breaker.count(),
                PlainText.oneLine(breaker.what()),
                breaker.repository(),
                Moment.text(breaker.openedAt())));
    text.append("  because    %s%n".formatted(PlainText.oneLine(breaker.reason())));
    for (String image : breaker.images()) {
      text.append("  image      %s%n".formatted(PlainText.oneLine(image)));
    }
    if (breaker.images().size() < breaker.count()) {
      text.append(
          "             and %d more%n".formatted(breaker.count() - breaker.images().size()));
    }
    text.append(
        "  let go     laytime approve %s --count %d%n"
            .formatted(PlainText.oneLine(breaker.id()), breaker.count()));
    return text.toString();
  }
}
