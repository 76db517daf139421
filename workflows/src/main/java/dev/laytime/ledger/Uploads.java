package dev.laytime.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.util.Optional;

/**
 * Where large blobs are on their way to, so that who sends one again can ask how much of it
 * arrived. How much that is stands nowhere here: only the registry knows.
 *
 * <p>What is written down lets nobody in. It is a path below the repository's own {@code blobs/},
 * at the registry itself, which asks everybody there who he is. Its query never comes along: states
 * and signatures stand there, and who asks by the path alone is told a fresh one. An upload at any
 * other place, as at a store whose addresses are signed, is not written down at all.
 */
public interface Uploads {

  /** Far beyond the time for which registries keep what nobody finishes. */
  Duration KEPT = Duration.ofDays(7);

  /** The most characters of a path. */
  int LONGEST_PATH = 1000;

  /**
   * Writes down an upload that goes on; one of the same blob to the same repository is forgotten. A
   * second time with the same path changes nothing.
   *
   * @param path of at most {@link #LONGEST_PATH} characters, without a query
   * @throws LedgerUnavailableException if the ledger cannot be told
   */
  void begun(Repository target, Digest blob, String path);

  /**
   * The path of an upload that was begun within {@link #KEPT}, and has not ended.
   *
   * @throws LedgerUnavailableException if the ledger cannot be asked
   */
  Optional<String> find(Repository target, Digest blob);

  /**
   * Forgets an upload: the blob is there, or it cannot go on. Doing so again does nothing.
   *
   * @throws LedgerUnavailableException if the ledger cannot be told
   */
  void ended(Repository target, Digest blob);
}
