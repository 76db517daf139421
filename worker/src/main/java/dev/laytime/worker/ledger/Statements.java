package dev.laytime.worker.ledger;

import dev.laytime.promotion.Statement;
import java.util.List;

/** What was said of promotions. */
public interface Statements {

  /** What was said of one, in the order in which it was said. */
  List<Statement> of(String promotion);
}
