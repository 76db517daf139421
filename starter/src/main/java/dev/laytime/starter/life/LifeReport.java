package dev.laytime.starter.life;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.laytime.lifecycle.Why;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.PlainText;
import dev.laytime.starter.output.Report;
import java.time.Instant;

/**
 * What a life answered, as {@code -o json} shows it.
 *
 * @param done {@code pinned}, {@code unpinned}, {@code restored} or {@code tried again}
 * @param why where its life stands now
 * @param now not shown
 */
public record LifeReport(String done, Why why, @JsonIgnore Instant now) implements Report {

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("%s %s%n".formatted(done, why.image()));
    text.append("  state      %s%s%n".formatted(why.state(), deadline()));
    if (why.digest() != null) {
      text.append("  digest     %s%n".formatted(why.digest()));
    }
    if (why.pin() != null) {
      text.append("  pin        %s%n".formatted(PlainText.oneLine(why.pin().toString())));
    }
    for (int i = 0; i < why.reasons().size(); i++) {
      text.append(i == 0 ? "  because    " : "             ");
      text.append("%s%n".formatted(PlainText.oneLine(why.reasons().get(i))));
    }
    return text.toString();
  }

  private String deadline() {
    return why.deadline() == null ? "" : " until " + Moment.text(why.deadline(), now);
  }
}
