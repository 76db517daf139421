package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Repositories into which nothing is promoted by itself, until a person lets it again: by no path,
 * whatever it is called, that leads there or has a replica there.
 */
public interface PromotionHolds {

  /** Has nothing promoted by itself into a repository. Said again, the later word counts. */
  void hold(Hold hold);

  /**
   * Lets it again. What paths asked for by themselves meanwhile, and what waited in vain for the
   * hold to end, they may ask for again.
   *
   * @return whether there was a hold of that path's
   */
  boolean release(Release release);

  /** What was released, the last first. */
  List<Released> releases(int limit);

  /** All of them, by repository. */
  List<Hold> holds();

  /** One of them. */
  Optional<Hold> hold(Repository repository);

  /**
   * Somebody's word that a hold is over.
   *
   * @param path of the hold
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
   * @param path by which somebody went back
   * @param repository that a stage has
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
