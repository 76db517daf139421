package dev.laytime.starter.report;

import dev.laytime.starter.output.Report;

/** What is to be signed, to the letter. */
public record StatementReport(String statement) implements Report {

  @Override
  public String text() {
    return statement;
  }
}
