package dev.laytime.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.util.Collection;
import java.util.List;

/**
 * Manifests of images whose copies could not go on, since a registry asked for patience. Some count
 * every manifest that is fetched, and grant fewer at once than one image has: what was fetched is
 * not fetched again by the next attempt, in whatever worker.
 *
 * <p>Everything throws {@link LedgerUnavailableException} where the ledger does not answer.
 */
public interface FetchedManifests {

  /** Keeps nothing. */
  FetchedManifests NONE =
      new FetchedManifests() {
        @Override
        public List<Fetched> find(Errand errand) {
          return List.of();
        }

        @Override
        public void keep(Errand errand, Collection<Fetched> manifests) {}

        @Override
        public void forget(Errand errand) {}
      };

  /**
   * What is copied.
   *
   * @param mirror for which; empty where somebody ordered it. Others may not be allowed to read it
   * @param image as its source names it
   */
  record Errand(String mirror, Repository source, Digest image) {}

  /**
   * One of its manifests.
   *
   * @param bytes at most 4 MiB
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody: its digest is its identity
  record Fetched(String mediaType, Digest digest, byte[] bytes) {}

  /** Those that are kept; none of an image that nobody had to wait for. */
  List<Fetched> find(Errand errand);

  /** Keeps these beside those that are kept. */
  void keep(Errand errand, Collection<Fetched> manifests);

  /** The image was copied. */
  void forget(Errand errand);
}
