package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.LifeState;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A life as it last wrote itself down.
 *
 * @param stage null where none had it
 * @param seq of the last event that was written
 * @param state a label
 * @param deadline of its grace period or quarantine
 * @param copyingUntil while a copy that it asked for may run
 * @param reason the weightiest, for people
 * @param why as JSON
 * @param finished whether it is over
 * @param changedAt when its state, digest or quarantine last changed
 */
record LifeRow(
    String life,
    Reference image,
    @Nullable String stage,
    long epoch,
    long seq,
    String state,
    @Nullable Digest digest,
    @Nullable Instant firstSeen,
    @Nullable Reference source,
    LifeState.@Nullable Quarantined quarantine,
    @Nullable Instant deadline,
    @Nullable Instant copyingUntil,
    String reason,
    String why,
    boolean finished,
    Instant changedAt,
    Instant updatedAt) {

  private static final Set<String> WITH_ITS_TAG = Set.of("PRESENT", "UNUSED");

  /** Whether the ledger believes that its tag is in the stage. */
  boolean tagged() {
    return !finished
        && image instanceof Reference.Tagged
        && (WITH_ITS_TAG.contains(state) || (quarantine != null && !quarantine.untagged()));
  }

  /** The step out that is next for it. */
  RemovalKind nextStep() {
    return quarantine == null ? RemovalKind.QUARANTINE : RemovalKind.DELETE;
  }

  /** Whether a copy into its repository is on its way for it. */
  boolean copying(Instant now) {
    return !finished && copyingUntil != null && now.isBefore(copyingUntil);
  }

  /** Whether all but the times of writing is the same. */
  boolean says(LifeRow other) {
    return at(Instant.EPOCH).equals(other.at(Instant.EPOCH));
  }

  /** Whether it is in the same place. */
  boolean stands(LifeRow other) {
    return state.equals(other.state)
        && Objects.equals(digest, other.digest)
        && Objects.equals(quarantine, other.quarantine)
        && finished == other.finished;
  }

  private LifeRow at(Instant instant) {
    return times(instant, instant);
  }

  /** The same, with other times. */
  LifeRow times(Instant changed, Instant updated) {
    return new LifeRow(
        life,
        image,
        stage,
        epoch,
        seq,
        state,
        digest,
        firstSeen,
        source,
        quarantine,
        deadline,
        copyingUntil,
        reason,
        why,
        finished,
        changed,
        updated);
  }
}
