package dev.laytime.starter.report;

import dev.laytime.starter.output.PlainText;
import dev.laytime.starter.output.Report;
import org.jspecify.annotations.Nullable;

/**
 * An order of a promotion, as {@code -o json} shows it.
 *
 * @param answer {@code accepted}, {@code joined}, {@code superseding} or {@code waiting}
 */
public record OrderReport(String id, String answer, @Nullable String reason) implements Report {

  @Override
  public String text() {
    return id.isEmpty()
        ? PlainText.oneLine("%s: %s".formatted(answer, reason)) + "\n"
        : """
        %s %s
          look at it   laytime promotions show '%<s'
        """
            .formatted(PlainText.oneLine(answer), PlainText.oneLine(id));
  }
}
