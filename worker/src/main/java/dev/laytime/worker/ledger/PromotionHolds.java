package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a path promotes nothing by itself, until a person lets it again. */
public interface PromotionHolds {

  /** Has a path promote nothing by itself into a repository. Said again, the later word counts. */
  void hold(Hold hold);

  /**
   * Lets it again. What a path asked for by itself meanwhile, and what waited in vain for the hold
   * to end, it may ask for again.
   *
   * @return whether there was a hold
   */
  boolean release(Release release);

  /** What was released, the last first. */
  List<Released> releases(int limit);

  /** All of them, by path and repository. */
  List<Hold> holds();

  /** One of them. */
  Optional<Hold> hold(String path, Repository repository);

  /**
   * Somebody's word that a hold is over.
   *
   * @param proof how it is proven who said so; null where it is asserted
   * @param why empty where nobody said
   */
  record Release(
      String path,
      Repository repository,
      String by,
      @Nullable String proof,
      String why,
      Instant at) {}

  /** A hold that is over, and by whose word. */
  record Released(Release release, String heldBy, String heldFor, Instant heldAt) {}

  /**
   * A hold.
   *
   * @param repository in the path's target stage
   * @param proof how it is proven who said so; null where it is asserted
   */
  record Hold(
      String path,
      Repository repository,
      String by,
      @Nullable String proof,
      String why,
      Instant since) {

    @Override
    public String toString() {
      return "held by %s since %s: %s".formatted(by, since, why);
    }
  }
}
