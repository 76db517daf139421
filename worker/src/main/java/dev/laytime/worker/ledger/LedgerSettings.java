package dev.laytime.worker.ledger;

import dev.laytime.mirror.MirrorRule;
import java.util.List;

/**
 * What configuration says, as the ledger takes it in at start.
 *
 * @param rules the present mirror rules; those that the ledger knows besides become past ones
 */
public record LedgerSettings(
    List<StageSettings> stages, List<SourceSettings> sources, List<MirrorRule> rules) {

  public LedgerSettings {
    stages = List.copyOf(stages);
    sources = List.copyOf(sources);
    rules = List.copyOf(rules);
  }
}
