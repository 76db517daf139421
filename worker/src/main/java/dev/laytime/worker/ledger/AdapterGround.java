package dev.laytime.worker.ledger;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;

/**
 * What an adapter's rules stand on, as whoever registered last has it.
 *
 * @param stages their prefixes
 * @param configured the targets of rules that a person configured: those count before an adapter's
 * @param rules those that the adapter found last
 */
public record AdapterGround(
    List<RepositoryPrefix> stages, List<RepositoryPrefix> configured, List<MirrorRule> rules) {

  public AdapterGround {
    stages = List.copyOf(stages);
    configured = List.copyOf(configured);
    rules = List.copyOf(rules);
  }
}
