package dev.laytime.ledger;

import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far listings of tags came that did not end yet: a long one is not begun anew each time that
 * its registry asks for patience. That is no heartbeat's: it is long, and outlives the activity.
 */
public interface TagListings {

  /**
   * What a poll has listed of a repository's tags.
   *
   * @param next where the next page is, in the words of who lists
   */
  record Listing(List<Tag> tags, String next) {
    public Listing {
      tags = List.copyOf(tags);
    }
  }

  /** That of the same poll; empty where nothing is kept. */
  Optional<Listing> listing(String mirror, Repository source, Instant poll);

  /** Keeps it for the same poll; null for nothing any more. */
  void keep(String mirror, Repository source, Instant poll, @Nullable Listing listing);
}
