package dev.laytime.activities.crd.imageoperator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of an object's mirror.
 *
 * @param counts how many tags are how
 * @param copies the last ones, the latest last
 * @param causes why copies failed, the first ten; where none did, what else its last look met
 * @param polledAt when its last look at the source began that has ended; null for none
 * @param failure why that does not know all that the source has; empty where it does
 * @param throttledUntil when its source lets us ask again; null where it does
 * @param done whether nothing is left to do, and nobody looks any more, until its order changes
 */
public record MirrorState(
    ImageCounts counts,
    List<HistoryEntry> copies,
    List<String> causes,
    @Nullable Instant polledAt,
    String failure,
    @Nullable Instant throttledUntil,
    boolean done) {

  /** Nobody has looked yet. */
  public static final MirrorState NONE =
      new MirrorState(ImageCounts.NONE, List.of(), List.of(), null, "", null, false);

  public MirrorState {
    copies = List.copyOf(copies);
    causes = List.copyOf(causes);
  }
}
