package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.mirror.MirrorRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes configuration into the ledger. */
public interface Registration {

  /**
   * Adds and changes rows for stages, sources and rules; takes no row of a source or rule away.
   *
   * @return what follows from it
   */
  Changes register(LedgerSettings settings, Instant now);

  /**
   * What an adapter's rules stand on.
   *
   * @return empty where whoever registered last has no such adapter, or one of other settings
   */
  Optional<AdapterGround> ground(AdapterSettings adapter);

  /**
   * Takes the mirror rules that an adapter has found, instead of those it found before: what it
   * finds no more becomes a past rule. What people configured stays as it is, and counts before it.
   *
   * @return lives whose policy changed: {@link Telling#owed} has them until they were woken; empty
   *     where whoever registered last has no such adapter, or one of other settings: then nothing
   *     is changed
   */
  Optional<List<Reference>> mirror(AdapterSettings adapter, List<MirrorRule> rules, Instant now);

  /**
   * Lives that are not over, by name: to be started where Temporal lost them.
   *
   * @param quarantined whether they are in quarantine or not
   * @param after the last one of the page before; null for the first page
   */
  List<Reference> unfinishedLives(boolean quarantined, @Nullable Reference after, int limit);

  /**
   * What a registration changed.
   *
   * @param installation this installation's id, made by the first registration
   * @param look lives whose policy changed: {@link Telling#owed} has them until they were woken
   * @param sources every registered source that configuration has
   * @param stages every stage that configuration has
   */
  record Changes(
      String installation, List<Reference> look, List<String> sources, List<String> stages) {
    public Changes {
      look = List.copyOf(look);
      sources = List.copyOf(sources);
      stages = List.copyOf(stages);
    }
  }
}
