package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.LifeState.Quarantined;
import dev.laytime.lifecycle.Why;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a life stands.
 *
 * @param life its workflow id
 * @param epoch never lowered by a write that comes late
 * @param quarantine where it is in quarantine, so that a lost service does not lose it
 * @param why for those who ask without Temporal
 * @param events the story since the last write
 * @param displaced what was under the name before and is not held yet, so that a lost service does
 *     not lose it
 * @param copyingUntil while a copy that it asked for may run; null where none does
 */
public record LifeRecord(
    String life,
    Reference image,
    long epoch,
    String state,
    @Nullable Digest digest,
    @Nullable Instant firstSeen,
    @Nullable Reference source,
    @Nullable Quarantined quarantine,
    Why why,
    List<Event> events,
    List<Digest> displaced,
    @Nullable Instant copyingUntil) {

  public LifeRecord {
    events = List.copyOf(events);
    displaced = displaced == null ? List.of() : List.copyOf(displaced);
  }

  /** A record of a life that has nothing to hold. */
  public LifeRecord(
      String life,
      Reference image,
      long epoch,
      String state,
      @Nullable Digest digest,
      @Nullable Instant firstSeen,
      @Nullable Reference source,
      @Nullable Quarantined quarantine,
      Why why,
      List<Event> events) {
    this(
        life,
        image,
        epoch,
        state,
        digest,
        firstSeen,
        source,
        quarantine,
        why,
        events,
        List.of(),
        null);
  }
}
