package dev.laytime.worker.ledger;

import java.util.Optional;
import java.util.Set;

/**
 * The hosts that an adapter's logins are for where nobody said so. They are remembered once: what
 * anybody writes later changes nothing.
 */
public interface RememberedHosts {

  /** Those that were remembered; empty where none ever were. */
  Optional<Hosts> find(String adapter);

  /** Remembers these where none ever were, and answers with those that count. */
  Hosts remember(String adapter, Hosts hosts);

  /**
   * Hosts as they stand in references.
   *
   * @param sources that are read from
   * @param destinations that are written to
   */
  record Hosts(Set<String> sources, Set<String> destinations) {
    public Hosts {
      sources = Set.copyOf(sources);
      destinations = Set.copyOf(destinations);
    }
  }
}
