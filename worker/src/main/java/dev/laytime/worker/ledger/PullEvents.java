package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes in what registries tell of pulls. */
public interface PullEvents {

  /**
   * Who this installation is to registries, as in the header {@code User-Agent}: its own pulls are
   * told from those of others by it.
   */
  String agent();

  /**
   * Takes in what a stage's registry tells; all of it is written down when this returns. Pulls in
   * repositories that are not the stage's own are passed over. Told again, a pull counts from the
   * later time.
   *
   * @throws dev.laytime.ledger.LedgerUnavailableException if it could not be written down
   */
  void told(String stage, List<Pulled> pulls, Instant now);

  /**
   * One pull of a manifest.
   *
   * @param path of the repository in its registry; empty where the registry did not say which: then
   *     it may be any
   * @param digest null where the registry did not say which: then it may be any
   * @param agent who pulled, as in the header {@code User-Agent}
   * @param instance tells a process of the registry from another; empty where it does not say
   * @param at when, by the registry's clock; null where it did not say
   */
  record Pulled(
      String path, @Nullable Digest digest, String agent, String instance, @Nullable Instant at) {}
}
