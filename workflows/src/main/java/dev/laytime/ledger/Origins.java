package dev.laytime.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.util.Optional;

/** Where images came from that are ours by now. */
public interface Origins {

  /** Of none is anything known. */
  Origins NONE = (_, _) -> Optional.empty();

  /**
   * The repository that an image was brought from.
   *
   * @return empty where it was not brought from another
   * @throws LedgerUnavailableException if the ledger cannot be asked
   */
  Optional<Repository> of(Repository repository, Digest digest);
}
