package dev.laytime.starter.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.laytime.starter.output.PlainText;
import dev.laytime.starter.output.Report;
import dev.laytime.view.BuildLogView;
import java.util.stream.Collectors;

/** What a builder says, as {@code -o json} shows it. */
public record BuildLogReport(@JsonUnwrapped BuildLogView log) implements Report {

  @Override
  public String text() {
    return log.lines().stream()
        .map(line -> PlainText.oneLine(line) + "\n")
        .collect(Collectors.joining());
  }
}
