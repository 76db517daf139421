package dev.laytime.mirror;

import dev.laytime.image.Digest;
import dev.laytime.mirror.MirrorTarget.Sighting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image where it comes from.
 *
 * @param seen what the source had last; null for never looked up
 * @param lookedAt the poll that last looked at it; null for none
 * @param goneSince the poll that first missed it at the source; null where it is there
 */
public record AtSource(
    @Nullable Sighting seen, @Nullable Instant lookedAt, @Nullable Instant goneSince) {

  /** Nobody has looked. */
  static final AtSource UNKNOWN = new AtSource(null, null, null);

  boolean has(Digest digest) {
    return seen != null && seen.digest().equals(digest);
  }

  AtSource found(Digest digest, Instant poll) {
    return new AtSource(has(digest) ? seen : new Sighting(digest, poll), poll, null);
  }

  AtSource gone(Instant poll) {
    return new AtSource(seen, poll, goneSince == null ? poll : goneSince);
  }

  AtSource listed() {
    return new AtSource(seen, lookedAt, null);
  }

  AtSource looked(Instant poll) {
    return new AtSource(seen, poll, goneSince);
  }

  /** It is another source from now on. */
  AtSource moved() {
    return new AtSource(null, null, goneSince);
  }
}
