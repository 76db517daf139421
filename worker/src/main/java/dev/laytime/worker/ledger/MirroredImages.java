package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.util.Optional;

/**
 * Where mirrors that select tags have their copies from.
 *
 * <p>Everything throws {@link dev.laytime.ledger.LedgerUnavailableException} where the ledger does
 * not answer.
 */
public interface MirroredImages {

  /**
   * What a mirror brought to an image's tag.
   *
   * @return by tag at its source; empty where no mirror that is there brought this digest, or its
   *     source has it no more
   */
  Optional<Reference> source(Reference image, Digest digest);
}
