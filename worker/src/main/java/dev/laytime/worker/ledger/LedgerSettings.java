package dev.laytime.worker.ledger;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.TagMirror;
import java.util.List;

/**
 * What configuration says, as the ledger takes it in at start.
 *
 * @param rules the present mirror rules; those that the ledger knows besides become past ones
 * @param adapters whose rules are present as well, as they last found them
 * @param ownKinds whether objects in a cluster count, as the ledger has them
 * @param tagMirrors the mirrors that select tags
 * @param promotions how images go from stage to stage
 * @param builds which missing images are built, and of what
 */
public record LedgerSettings(
    List<StageSettings> stages,
    List<SourceSettings> sources,
    List<MirrorRule> rules,
    List<AdapterSettings> adapters,
    OwnKindSettings ownKinds,
    List<TagMirror> tagMirrors,
    List<PathSettings> promotions,
    List<BuildRuleSettings> builds) {

  public LedgerSettings {
    stages = List.copyOf(stages);
    sources = List.copyOf(sources);
    rules = List.copyOf(rules);
    adapters = List.copyOf(adapters);
    tagMirrors = List.copyOf(tagMirrors);
    promotions = List.copyOf(promotions);
    builds = List.copyOf(builds);
  }

  /** Without builds. */
  public LedgerSettings(
      List<StageSettings> stages,
      List<SourceSettings> sources,
      List<MirrorRule> rules,
      List<AdapterSettings> adapters,
      OwnKindSettings ownKinds,
      List<TagMirror> tagMirrors,
      List<PathSettings> promotions) {
    this(stages, sources, rules, adapters, ownKinds, tagMirrors, promotions, List.of());
  }

  /** Without promotions. */
  public LedgerSettings(
      List<StageSettings> stages,
      List<SourceSettings> sources,
      List<MirrorRule> rules,
      List<AdapterSettings> adapters,
      OwnKindSettings ownKinds,
      List<TagMirror> tagMirrors) {
    this(stages, sources, rules, adapters, ownKinds, tagMirrors, List.of());
  }

  /** Without mirrors that select tags. */
  public LedgerSettings(
      List<StageSettings> stages,
      List<SourceSettings> sources,
      List<MirrorRule> rules,
      List<AdapterSettings> adapters,
      OwnKindSettings ownKinds) {
    this(stages, sources, rules, adapters, ownKinds, List.of());
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
