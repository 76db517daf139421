package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.copy.Attempt;
import dev.laytime.activities.registry.copy.ClosureCopy;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.Turns;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Repository;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Origins;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Referrers that came to where an image was brought from after it was, as a signature does. They
 * are fetched where somebody is about to go by them. An image does not need its source any more:
 * what cannot be had from there now keeps nobody up.
 */
final class LateReferrers {

  private static final Logger log = LoggerFactory.getLogger(LateReferrers.class);

  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  /** So many moments a source may be silent. */
  private static final int PATIENCE = 20;

  private final Origins origins;
  private final Turns turns = new Turns();

  LateReferrers(Origins origins) {
    this.origins = origins;
  }

  /**
   * Brings those of an image that we have.
   *
   * @param seen now and then, while it goes on
   */
  void bring(
      ImageStores stores, Repository repository, Digest digest, Runnable seen, Attempt attempt)
      throws InterruptedException {
    Repository origin = origin(repository, digest);
    if (origin == null || stores.registries().isDryRun()) {
      return;
    }
    CopyTracker tracker = new CopyTracker();
    Thread copying =
        Thread.ofVirtual().start(() -> copy(stores, origin, repository, digest, tracker, attempt));
    try {
      await(copying, tracker, seen);
    } finally {
      copying.interrupt();
    }
  }

  /** A source that hangs holds nobody up; a large one may take its time. */
  private static void await(Thread copying, CopyTracker tracker, Runnable seen)
      throws InterruptedException {
    long pulse = tracker.pulse();
    int silent = 0;
    while (silent < PATIENCE && !copying.join(A_MOMENT)) {
      seen.run();
      long now = tracker.pulse();
      silent = now == pulse ? silent + 1 : 0;
      pulse = now;
    }
  }

  private void copy(
      ImageStores stores,
      Repository origin,
      Repository repository,
      Digest digest,
      CopyTracker tracker,
      Attempt attempt) {
    ImageLocation from = new ImageLocation.InRegistry(origin.pinned(digest));
    ImageLocation to = new ImageLocation.InRegistry(repository.pinned(digest));
    try (ImageStore target = stores.target(to)) {
      if (target.find(digest).isPresent()) {
        var _ =
            new ClosureCopy(stores.source(from), target, turns, tracker, attempt)
                .run(new ClosureCopy.Selection(digest, List.of(), true, null, digest));
      }
    } catch (IOException | InterruptedException e) {
      log.warn(
          "referrers not looked for image={}@{} source={} cause={}",
          repository,
          digest,
          origin,
          e.toString());
    }
  }

  private @Nullable Repository origin(Repository repository, Digest digest) {
    try {
      return origins.of(repository, digest).orElse(null);
    } catch (LedgerUnavailableException e) {
      log.warn("not known where {}@{} came from: {}", repository, digest, e.getMessage());
      return null;
    }
  }
}
