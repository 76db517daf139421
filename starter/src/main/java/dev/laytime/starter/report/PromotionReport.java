package dev.laytime.starter.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.PlainText;
import dev.laytime.starter.output.Report;
import dev.laytime.view.PromotionsView.One;
import java.time.Instant;

/**
 * One promotion, as {@code -o json} shows it.
 *
 * @param now not shown
 */
public record PromotionReport(@JsonUnwrapped One promotion, @JsonIgnore Instant now)
    implements Report {

  @Override
  public String text() {
    PromotionStatus status = promotion.status();
    PromotionOrder order = status.order();
    StringBuilder text = new StringBuilder();
    line(text, "", status.id());
    line(text, "  state      ", status.state() + cause(status));
    line(text, "  digest     ", order.digest().value());
    line(text, "  from       ", order.source().text());
    line(text, "  path       ", order.path() + " to " + order.stage());
    String gates = status.gatesHash();
    if (gates != null) {
      line(text, "  gates      ", gates);
    }
    line(text, "  ordered    ", Moment.text(status.orderedAt(), now) + " by " + by(promotion));
    Instant moved = status.movedAt();
    if (moved != null) {
      line(text, "  moved      ", Moment.text(moved, now));
    }
    for (Gate.Report gate : status.gates()) {
      line(
          text, "  gate       ", "%s %s: %s".formatted(gate.gate(), gate.verdict(), gate.reason()));
    }
    for (Statement said : status.statements()) {
      line(text, "  said       ", said(said));
    }
    for (Destination destination : status.destinations()) {
      line(text, "  stage      ", destination(destination));
      destination.floating().forEach(tag -> line(text, "    follows  ", tag));
      destination.left().forEach(tag -> line(text, "    left     ", tag));
    }
    status.commits().forEach(commit -> line(text, "  commit     ", commit));
    Instant next = status.nextAttempt();
    if (next != null) {
      line(text, "  next look  ", Moment.text(next, now));
    }
    return text.toString();
  }

  /** Who ordered it, and whether that is proven. */
  static String by(One one) {
    if (one.automatic()) {
      return "its path";
    }
    String proof = one.proof();
    return one.status().order().by() + (proof == null ? "" : " (%s)".formatted(proof));
  }

  private String said(Statement said) {
    String proof = said.proof();
    return "%s %s by %s%s, %s%s"
        .formatted(
            said.gate(),
            said.passed() ? "good" : "not good",
            said.by(),
            proof == null ? "" : " (%s)".formatted(proof),
            Moment.text(said.at(), now),
            said.detail().isEmpty() ? "" : ": " + said.detail());
  }

  private static String destination(Destination destination) {
    return "%s %s %s%s"
        .formatted(
            destination.stage(),
            destination.target(),
            destination.step(),
            destination.cause().isEmpty() ? "" : ": " + destination.cause());
  }

  private static String cause(PromotionStatus status) {
    return status.cause().isEmpty() ? "" : ": " + status.cause();
  }

  private static void line(StringBuilder text, String head, String words) {
    text.append(head).append(PlainText.oneLine(words)).append('\n');
  }
}
