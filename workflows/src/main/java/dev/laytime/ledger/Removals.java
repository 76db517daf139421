package dev.laytime.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The last word before something is taken away. */
public interface Removals {

  /**
   * Reads everything anew that speaks against a removal: whether the stage allows deletion and
   * belongs to this installation, the evidence of every source, reasons to keep, the life's epoch,
   * the intention; and whether an image that went before it on the same survey is needed again.
   *
   * @param companions deletions that this one counts on: their lives may have ended by now
   * @return why not; empty where nothing speaks against it, which holds for the moment only
   * @throws LedgerUnavailableException if any of it cannot be read: then nothing may be removed
   */
  List<String> objections(Claim claim, List<Claim> companions);

  /** What speaks against a removal that counts on no other. */
  default List<String> objections(Claim claim) {
    return objections(claim, List.of());
  }

  /**
   * Every digest of a repository that must stay whatever the registry's tags say: what any scan,
   * complete or not, names there by digest or by a tag that is kept for one, and what any other
   * life is or holds, whether its tag is there or not. One whose image was deleted already, and
   * that nothing has come to need since, holds it no more.
   *
   * @param leaving lives that are leaving, whose own digest does not count
   */
  Set<Digest> roots(Repository repository, Set<String> leaving);

  /** Whether a person switched on deletion for the stage that holds this repository. */
  boolean deletionEnabled(Repository repository);

  /**
   * What a removal stands on.
   *
   * @param life its workflow id
   * @param image the life's image
   * @param epoch the life's when it decided; another one now is an objection
   * @param notBefore scans must have started after this instant
   * @param intention the id under which the ledger counted it
   * @param kind the step of the way out
   */
  record Claim(
      String life,
      Reference image,
      Digest digest,
      long epoch,
      Instant notBefore,
      String intention,
      RemovalKind kind) {}
}
