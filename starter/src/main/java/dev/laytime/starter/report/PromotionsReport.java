package dev.laytime.starter.report;

import dev.laytime.promotion.PromotionStatus;
import dev.laytime.starter.output.Moment;
import dev.laytime.starter.output.Report;
import dev.laytime.starter.output.Table;
import dev.laytime.view.PromotionsView.One;
import java.util.List;

/** Promotions, as {@code -o json} shows them. */
public record PromotionsReport(List<One> promotions) implements Report {

  public PromotionsReport {
    promotions = List.copyOf(promotions);
  }

  @Override
  public String text() {
    if (promotions.isEmpty()) {
      return "there are no promotions\n";
    }
    Table table = new Table("PROMOTION", "DIGEST", "STATE", "ORDERED", "BY", "CAUSE");
    for (One one : promotions) {
      PromotionStatus status = one.status();
      table.add(
          status.id(),
          status.order().digest().abbreviated(),
          status.state().name(),
          Moment.text(status.orderedAt()),
          PromotionReport.by(one),
          status.cause());
    }
    return table.text();
  }
}
