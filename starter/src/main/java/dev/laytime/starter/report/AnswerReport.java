package dev.laytime.starter.report;

import dev.laytime.starter.output.PlainText;
import dev.laytime.starter.output.Report;

/** What became of a wish, as {@code -o json} shows it. */
public record AnswerReport(String answer) implements Report {

  @Override
  public String text() {
    return PlainText.oneLine(answer) + System.lineSeparator();
  }
}
