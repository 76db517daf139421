package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.List;
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
