package dev.laytime.activities.build.git;

import dev.laytime.activities.source.GitPlace;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A Git repository that images are built of.
 *
 * @param cache where fetched objects are kept from one time to the next; nobody else's
 * @param patience how long one question may take in all
 * @param most bytes that one fetch may bring, and the cache hold before it
 */
public record SourceSettings(GitPlace place, Path cache, Duration patience, long most) {

  /** What a fetch may bring unless somebody says otherwise: 1 GiB. */
  public static final long USUAL = 1L << 30;

  /** What errors call it. */
  String identity() {
    return place.url().toString();
  }
}
