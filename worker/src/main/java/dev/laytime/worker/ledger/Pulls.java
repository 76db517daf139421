package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import java.util.List;

/**
 * Who is told that an image cannot be pulled, and how often: a Pod that never comes up must not
 * have its image fetched again and again.
 */
public interface Pulls {

  /**
   * Takes what a source sees, as far as its time has come: after five minutes, then twice as long
   * each time, up to an hour; twice that time without it begins anew. Whoever else sees the same
   * image takes it no earlier.
   *
   * @param unpulled names that the source is known to name
   */
  Taken take(String source, List<Reference> unpulled);

  /** What was taken could not be told: whoever comes next may take it. */
  void giveBack(Taken taken);

  /**
   * What was taken.
   *
   * @param names as Pods write them
   * @param lives which are to be told; none for a name that no stage answers for
   */
  record Taken(List<Reference> names, List<Concern> lives) {
    public Taken {
      names = List.copyOf(names);
      lives = List.copyOf(lives);
    }
  }

  /** A life's image, and the name by which it is waited for. */
  record Concern(Reference image, Reference name) {}
}
