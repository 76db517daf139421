package dev.laytime.ledger;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.mirror.InStage;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.TagMirror;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What polls of mirrors that select tags remember of each image.
 *
 * <p>Everything throws {@link LedgerUnavailableException} where the ledger does not answer.
 */
public interface TagPolls extends TagListings {

  /** A mirror that is polled now; empty where it is not, or has nothing left to do. */
  Optional<TagMirror> mirror(String name);

  /**
   * What is remembered of the copies from one repository, by image.
   *
   * @param target what is remembered of copies there belongs to it, too, wherever they came from;
   *     null for nothing
   */
  Map<Reference, MirrorTarget> remembered(
      String mirror, Repository source, @Nullable Repository target);

  /** The repositories of a mirror's source of which something is remembered, by name. */
  List<Repository> sources(String mirror);

  /** How images stand that lie in a stage; those that lie in none are missing. */
  Map<Reference, InStage> inStages(Collection<Reference> images);

  /** Which of these images an older mirror brings, too, by the name of the oldest. */
  Map<Reference, String> taken(String mirror, Collection<Reference> images);

  /** Remembers all of them so, or none. */
  void write(String mirror, Collection<MirrorTarget> targets);

  /** Remembers nothing of these any longer. */
  void forget(String mirror, Collection<Reference> images);

  /** Keeps these in their stages no longer, and has their lives know. */
  void prune(String mirror, Collection<Reference> images);

  /**
   * What is owed outside of lives, by what waits for the longest.
   *
   * @param poll what this one has failed at is left out
   */
  List<MirrorTarget> owed(String mirror, Instant poll, int limit);
}
