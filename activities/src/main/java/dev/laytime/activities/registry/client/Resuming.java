package dev.laytime.activities.registry.client;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Uploads;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which blobs are sent so that a next attempt can go on, and who remembers where. No blob waits for
 * the ledger: while that cannot be asked, blobs are sent from their beginning.
 *
 * @param uploads that are on their way
 * @param above the size in bytes of the largest blob that is sent in one piece
 * @param chunk the most bytes of one request. A registry that keeps nothing of a request that broke
 *     off loses less than that
 */
public record Resuming(Uploads uploads, long above, long chunk) {

  private static final Logger log = LoggerFactory.getLogger(Resuming.class);

  private static final long MEBIBYTE = 1024 * 1024;

  /** Less than a fifth of a gibibyte, and few requests. */
  private static final long CHUNK = 128 * MEBIBYTE;

  private static final long ABOVE = 64 * MEBIBYTE;

  /** Every blob is sent in one piece. */
  static final Resuming NEVER = new Resuming(new RecentUploads(), Long.MAX_VALUE, CHUNK);

  /** As usual. */
  public static Resuming from(Uploads uploads) {
    return new Resuming(uploads, ABOVE, CHUNK);
  }

  Optional<String> find(Repository target, Digest blob) {
    try {
      return uploads.find(target, blob);
    } catch (LedgerUnavailableException e) {
      log.warn("not known what of it was sent blob={} cause={}", blob, e.getMessage());
      return Optional.empty();
    }
  }

  void begun(Repository target, Digest blob, String path) {
    try {
      uploads.begun(target, blob, path);
    } catch (LedgerUnavailableException e) {
      log.warn("a next attempt begins anew blob={} cause={}", blob, e.getMessage());
    }
  }

  void ended(Repository target, Digest blob) {
    try {
      uploads.ended(target, blob);
    } catch (LedgerUnavailableException e) {
      log.warn("an upload that ended is not forgotten blob={} cause={}", blob, e.getMessage());
    }
  }
}
