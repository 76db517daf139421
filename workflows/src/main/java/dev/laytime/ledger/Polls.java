package dev.laytime.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.KnownTag;
import dev.laytime.mirror.MirrorRule;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What polls of mirror rules remember of their sources. Polls are told from each other by the
 * workflow's time at which they began.
 *
 * <p>Everything throws {@link LedgerUnavailableException} where the ledger does not answer.
 */
public interface Polls {

  /**
   * The rule that is polled now by a name; empty where none is.
   *
   * @param mirror the text of its target
   */
  Optional<MirrorRule> rule(String mirror);

  /**
   * Some of the images that a rule brings: with a life that has found them, or remembered from an
   * earlier poll; by name. Of a rule that was found, only those that it brought, or that are not
   * there.
   *
   * @param after the last one of the page before; null for the first page
   * @param limit how many are looked through; of these, those are left out that another rule
   *     brings, or no stage has
   */
  Page<Sight> known(MirrorRule rule, @Nullable String after, int limit);

  /** The repositories of those images, and of those that lives still wait for; by name. */
  Page<Place> repositories(MirrorRule rule, @Nullable String after, int limit);

  /**
   * Every tag of a repository that is remembered, or that a life has found in the stage: that is
   * known, and never new. Empty where the repository was never listed.
   */
  Optional<Memory> memory(MirrorRule rule, Repository repository);

  /** A repository was listed for the first time: these tags are its history. */
  void history(MirrorRule rule, Repository repository, Collection<Tag> tags, Instant poll);

  /** A poll is done with a repository, whatever the source said of it. */
  void looked(MirrorRule rule, Repository repository, Instant poll);

  /**
   * The source has an image.
   *
   * @param offer whether it is owed to the image's life
   */
  void found(MirrorRule rule, Reference image, Digest digest, Instant poll, boolean offer);

  /**
   * The source did not tell what an image is. What it had is remembered all the same.
   *
   * @param cause for people
   */
  void missed(MirrorRule rule, Reference image, Instant poll, String cause);

  /**
   * Some of a listing.
   *
   * @param next where the next page begins; null after the last
   */
  record Page<T>(List<T> entries, @Nullable String next) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /**
   * What is remembered of a repository.
   *
   * @param known tags that the source had, or the stage has
   * @param missed others that the source listed and did not tell of, and the poll that last asked
   */
  record Memory(Set<Tag> known, Map<Tag, Instant> missed) {
    public Memory {
      known = Set.copyOf(known);
      missed = Map.copyOf(missed);
    }
  }

  /**
   * An image to be looked at.
   *
   * @param looked the poll that last looked at it; null for none
   * @param mayOffer whether its life may be offered anything: not in a dry run
   */
  record Sight(KnownTag tag, @Nullable Instant looked, boolean mayOffer) {}

  /**
   * A repository to be listed.
   *
   * @param looked the poll that was last done with it; null for none
   * @param mayOffer as in {@link Sight}
   */
  record Place(Repository repository, @Nullable Instant looked, boolean mayOffer) {}
}
