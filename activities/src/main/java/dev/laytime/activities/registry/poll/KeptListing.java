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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the listing of one repository came. Where a page may not be asked for now, or the time of
 * the poll's page is over, what was listed before goes to the ledger: the same poll goes on there,
 * in whatever worker. A whole one stays until all of its tags are looked at.
 */
final class KeptListing implements TagProgress {

  /** Where there is no next page. */
  private static final String WHOLE = "";

  private final TagListings polls;
  private final String mirror;
  private final Repository source;
  private final Instant poll;
  private final Tally tally;
  private final BooleanSupplier enough;
  private @Nullable Part last;
  private @Nullable Part stored;
  private boolean sought;
  private boolean paused;

  /**
   * @param enough whether the time of the poll's page is over
   */
  KeptListing(
      TagListings polls,
      String mirror,
      Repository source,
      Instant poll,
      Tally tally,
      BooleanSupplier enough) {
    this.enough = enough;
    this.polls = polls;
    this.mirror = mirror;
    this.source = source;
    this.poll = poll;
    this.tally = tally;
  }

  /** All tags, where an earlier page of the poll has listed them. */
  Optional<List<Tag>> whole() {
    return find().filter(part -> part.next().equals(WHOLE)).map(Part::tags);
  }

  @Override
  public Optional<Part> before() {
    return find().filter(part -> !part.next().equals(WHOLE));
  }

  private Optional<Part> find() {
    if (!sought) {
      sought = true;
      stored =
          polls
              .listing(mirror, source, poll)
              .map(listing -> new Part(listing.tags(), listing.next()))
              .orElse(null);
      last = stored;
    }
    return Optional.ofNullable(stored);
  }

  @Override
  public void read(Collection<Tag> tags, String next) throws RegistryException {
    last = new Part(List.copyOf(tags), next);
    tally.step();
    if (enough.getAsBoolean()) {
      paused = true;
      throw new RegistryException(
          FailureType.REFUSED,
          "list tags of " + source,
          "that takes longer than a page of a poll",
          "the next one goes on there");
    }
  }

  /** Whether the time was over before it was whole. */
  boolean isPaused() {
    return paused;
  }

  /** There is no page after this. */
  void read(List<Tag> all) {
    last = new Part(all, WHOLE);
  }

  /** The next page is to go on with what there is; what is long is not written twice. */
  void keep() {
    Part part = last;
    if (part != null && !part.equals(stored) && !Thread.currentThread().isInterrupted()) {
      stored = part;
      polls.keep(mirror, source, poll, new TagListings.Listing(part.tags(), part.next()));
    }
  }

  /** Keeps it where it is worth going on, and forgets it where that led nowhere. */
  void failed(RegistryException e) {
    if (paused || e.type() == FailureType.THROTTLED || e.type() == FailureType.UNAVAILABLE) {
      keep();
    } else if (!Thread.currentThread().isInterrupted()) {
      ended();
    }
  }

  /** All is looked at, or it is of no use. */
  void ended() {
    if (stored != null) {
      stored = null;
      polls.keep(mirror, source, poll, null);
    }
  }
}
