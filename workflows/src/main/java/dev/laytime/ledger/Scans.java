package dev.laytime.ledger;

import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import java.time.Instant;
import java.util.List;

/** Where listings of sources of use are published. */
public interface Scans {

  /**
   * Stores a listing in one transaction. The same listing published twice (same source and start)
   * is one scan.
   *
   * @param source a registered source's name
   * @param startedAt the workflow's time before the listing was ordered
   * @return what became of it
   * @throws LedgerUnavailableException if it could not be stored: then it proves nothing
   */
  Published publish(String source, Instant startedAt, Listing listing);

  /**
   * Writes down what a source names besides, seen between its scans. It only adds, and only what
   * was not named yet: it counts as named at once, and until the second complete scan from now that
   * does not name it, since the first may have begun before.
   *
   * @param source a registered source's name
   * @return whether any of it was new
   * @throws LedgerUnavailableException if it could not be stored
   */
  boolean add(String source, List<NamedImage> images);

  /**
   * A stored scan.
   *
   * @param number counts the scans of one source, from 1
   * @param complete whether it may prove anything: no gap, the source's identity unchanged
   * @param held why it proves nothing until a person approves it; empty where nothing was odd
   * @param gaps the listing's, and what the ledger found wrong with it
   */
  record Published(long number, boolean complete, String held, List<String> gaps) {
    public Published {
      gaps = List.copyOf(gaps);
    }
  }
}
