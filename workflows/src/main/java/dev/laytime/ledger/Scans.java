package dev.laytime.ledger;

import dev.laytime.usage.Listing;
import java.time.Instant;

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
   * A stored scan.
   *
   * @param number counts the scans of one source, from 1
   * @param complete whether it may prove anything: no gap, the source's identity unchanged
   * @param held why it proves nothing until a person approves it; empty where nothing was odd
   * @param gaps the listing's, and what the ledger found wrong with it
   */
  record Published(long number, boolean complete, String held, java.util.List<String> gaps) {
    public Published {
      gaps = java.util.List.copyOf(gaps);
    }
  }
}
