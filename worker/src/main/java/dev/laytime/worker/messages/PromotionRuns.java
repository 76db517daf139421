package dev.laytime.worker.messages;

import java.util.List;

/**
 * The runs of promotions. One that Temporal has lost is begun again where the ledger has its order
 * as not over: it goes on where it stood.
 */
public interface PromotionRuns {

  /** Has one read its gates again. */
  void readGates(String promotion, String why);

  /** Those into a stage whose runs may be lost: nothing was written of them for long. */
  List<String> silent(String stage);

  /** Has one run that may be lost. One that runs does not notice. */
  void see(String promotion);
}
