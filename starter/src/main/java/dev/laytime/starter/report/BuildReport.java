package dev.laytime.starter.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.ResolvedRef;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.PlainText;
import dev.laytime.starter.output.Report;
import dev.laytime.view.BuildsView.One;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One build, as {@code -o json} shows it.
 *
 * @param now not shown
 */
public record BuildReport(@JsonUnwrapped One build, @JsonIgnore Instant now) implements Report {

  @Override
  public String text() {
    BuildStatus status = build.status();
    BuildOrder order = status.order();
    StringBuilder text = new StringBuilder();
    line(text, "", status.id());
    line(
        text,
        "  state      ",
        status.state() + (status.cause().isEmpty() ? "" : ": " + status.cause()));
    line(text, "  rule       ", order.rule());
    line(text, "  ordered    ", Moment.text(status.orderedAt(), now) + " by " + by(build));
    if (!order.reason().isEmpty()) {
      line(text, "  because    ", order.reason());
    }
    if (status.joined() > 0) {
      line(text, "  joined     ", "by %d more".formatted(status.joined()));
    }
    ResolvedRef source = status.source();
    if (source != null) {
      line(text, "  source     ", "%s, commit %s".formatted(source.name(), source.commit()));
    } else if (order.ref() != null) {
      line(text, "  source     ", order.ref().said());
    }
    if (status.attempts() > 1) {
      line(text, "  attempts   ", String.valueOf(status.attempts()));
    }
    if (status.built() != null) {
      line(text, "  built      ", status.built().text());
    }
    if (!status.tags().isEmpty()) {
      line(text, "  tags       ", String.join(", ", status.tags()));
    }
    failure(text, status.failure());
    Instant next = status.nextAttempt();
    if (next != null) {
      line(text, "  next try   ", Moment.text(next, now));
    }
    return text.toString();
  }

  private static void failure(StringBuilder text, @Nullable BuildFailure failure) {
    if (failure != null) {
      line(text, "  failure    ", failure.kind() + ": " + failure.kind().hint());
      failure.log().lines().forEach(each -> line(text, "    ", each));
    }
  }

  /** Who ordered it, and whether that is proven. */
  static String by(One one) {
    String proof = one.proof();
    return one.status().order().by() + (proof == null ? "" : " (%s)".formatted(proof));
  }

  private static void line(StringBuilder text, String head, String words) {
    text.append(head).append(PlainText.oneLine(words)).append('\n');
  }
}
