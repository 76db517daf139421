package dev.laytime.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.util.Optional;

/** What people have forbidden to be brought into a stage. */
public interface Prohibitions {

  /** Nobody has forbidden anything. */
  Prohibitions NONE = (_, _) -> Optional.empty();

  /**
   * Why something may not be brought, for people; empty where it may. While the ledger does not
   * answer, what it said last counts.
   *
   * @param target where to
   * @param digest what
   */
  Optional<String> against(Reference target, Digest digest);
}
