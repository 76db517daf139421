package dev.laytime.activities.registry.poll;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.TagProgress;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.TagListings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the listing of one repository came. Where a page may not be asked for now, what was
 * listed before goes to the ledger: the same poll goes on there, in whatever worker.
 */
final class KeptListing implements TagProgress {

  private final TagListings polls;
  private final String mirror;
  private final Repository source;
  private final Instant poll;
  private final Tally tally;
  private @Nullable Part last;
  private boolean stored;

  KeptListing(TagListings polls, String mirror, Repository source, Instant poll, Tally tally) {
    this.polls = polls;
    this.mirror = mirror;
    this.source = source;
    this.poll = poll;
    this.tally = tally;
  }

  @Override
  public Optional<Part> before() {
    Optional<Part> before =
        polls
            .listing(mirror, source, poll)
            .map(listing -> new Part(listing.tags(), listing.next()));
    last = before.orElse(null);
    stored = before.isPresent();
    return before;
  }

  @Override
  public void read(Collection<Tag> tags, String next) {
    last = new Part(List.copyOf(tags), next);
    tally.step();
  }

  /** Keeps it where it is worth going on, and forgets it where that led nowhere. */
  void failed(RegistryException e) {
    Part part = last;
    if (part == null || Thread.currentThread().isInterrupted()) {
      return;
    }
    if (e.type() == FailureType.THROTTLED || e.type() == FailureType.UNAVAILABLE) {
      polls.keep(mirror, source, poll, new TagListings.Listing(part.tags(), part.next()));
    } else {
      ended();
    }
  }

  /** It is whole, or of no use. */
  void ended() {
    if (stored) {
      polls.keep(mirror, source, poll, null);
    }
  }
}
