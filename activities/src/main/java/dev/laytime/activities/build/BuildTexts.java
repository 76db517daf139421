package dev.laytime.activities.build;

import dev.laytime.image.Digest;
import java.util.Optional;

/** The texts that are built of, by their digests. */
@FunctionalInterface
public interface BuildTexts {

  /**
   * A text.
   *
   * @return empty where nothing is built of it any more
   * @throws dev.laytime.ledger.LedgerUnavailableException if that cannot be told now
   */
  Optional<String> text(Digest digest);
}
