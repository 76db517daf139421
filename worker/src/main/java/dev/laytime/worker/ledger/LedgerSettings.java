package dev.laytime.worker.ledger;

import dev.laytime.mirror.MirrorRule;
import java.util.List;

/**
 * What configuration says, as the ledger takes it in at start.
 *
 * @param rules the present mirror rules; those that the ledger knows besides become past ones
 * @param adapters whose rules are present as well, as they last found them
 * @param ownKinds whether objects in a cluster count, as the ledger has them
 */
public record LedgerSettings(
    List<StageSettings> stages,
    List<SourceSettings> sources,
    List<MirrorRule> rules,
    List<AdapterSettings> adapters,
    OwnKindSettings ownKinds) {

  public LedgerSettings {
    stages = List.copyOf(stages);
    sources = List.copyOf(sources);
    rules = List.copyOf(rules);
    adapters = List.copyOf(adapters);
  }

  /** Without objects in a cluster. */
  public LedgerSettings(
      List<StageSettings> stages,
      List<SourceSettings> sources,
      List<MirrorRule> rules,
      List<AdapterSettings> adapters) {
    this(stages, sources, rules, adapters, OwnKindSettings.OFF);
  }

  /** Without adapters. */
  public LedgerSettings(
      List<StageSettings> stages, List<SourceSettings> sources, List<MirrorRule> rules) {
    this(stages, sources, rules, List.of());
  }
}
