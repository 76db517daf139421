package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.List;

/** Takes configuration into the ledger. */
public interface Registration {

  /**
   * Adds and changes rows for stages, sources and rules; takes no row of a source or rule away.
   *
   * @return what follows from it
   */
  Changes register(LedgerSettings settings, Instant now);

  /** Lives that are not over, those in quarantine first: to be started where Temporal lost them. */
  List<Reference> unfinishedLives();

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
