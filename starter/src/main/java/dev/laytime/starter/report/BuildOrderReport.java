package dev.laytime.starter.report;

import dev.laytime.starter.output.PlainText;
import dev.laytime.starter.output.Report;

/**
 * An order of a build, as {@code -o json} shows it.
 *
 * @param answer {@code accepted} or {@code joined}
 */
public record BuildOrderReport(String id, String answer) implements Report {

  @Override
  public String text() {
    return """
    %s %s
      look at it   laytime builds show '%<s'
    """
        .formatted(PlainText.oneLine(answer), PlainText.oneLine(id));
  }
}
