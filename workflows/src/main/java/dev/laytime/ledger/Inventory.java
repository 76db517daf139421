package dev.laytime.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a stage's registry really holds, as a sweep found it. */
public interface Inventory {

  /** The repositories of a stage that the ledger knows: those that lives or closures name. */
  List<Repository> known(String stage);

  /** Those of some repositories that lie in a stage, and in no other stage within it. */
  List<Repository> within(String stage, Collection<Repository> repositories);

  /**
   * What images of a repository are that are known by digest alone, where no hold tag may be
   * written: no listing tells of them.
   */
  Set<Digest> unlisted(String stage, Repository repository);

  /**
   * Stores what one repository holds: every tag but the reserved ones.
   *
   * @param sweepStartedAt tells one sweep from the next
   * @param held what is under its own hold tag, and what is there of {@link #unlisted}
   */
  void found(
      String stage,
      Instant sweepStartedAt,
      Repository repository,
      Map<Tag, Digest> tags,
      Set<Digest> held);
}
