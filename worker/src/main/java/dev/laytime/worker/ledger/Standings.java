package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Why;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many lives are at once, in few words. */
public interface Standings {

  /**
   * How each is, as of one moment.
   *
   * @param images of which each is about one life: a tag beside a digest does not count
   */
  Map<Reference, Standing> of(List<Reference> images);

  /**
   * Has images stay until an instant at least, whatever deadline their lives come to have: never
   * shorter than was said before.
   */
  void promise(Map<Reference, Instant> until, Instant now);

  /**
   * How one is.
   *
   * @param stage that holds it; null for none
   * @param deletes whether that stage's images may ever leave
   * @param why where its life stands; null where none runs
   * @param over whether it had one that has ended, and none runs
   * @param copiedAt when it was last copied into the stage, as far as its story tells
   * @param promised until when it stays at least; null where nobody said so
   */
  record Standing(
      @Nullable String stage,
      boolean deletes,
      @Nullable Why why,
      boolean over,
      @Nullable Instant copiedAt,
      @Nullable Instant promised) {}
}
