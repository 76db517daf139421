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

  /**
   * Has nothing promoted by itself into a repository. Those of several paths stand beside each
   * other; of one path's the later word counts.
   *
   * @return the path's own before; empty for none
   */
  Optional<Hold> hold(Hold hold);

  /**
   * Has it as it was before a hold: what it was for is not done. Another hold by now stays.
   *
   * @param former what {@link #hold} answered; null for none
   */
  void takeBack(Hold hold, @Nullable Hold former);

  /**
   * Lets it again. What paths asked for by themselves meanwhile, and what waited in vain for the
   * hold to end, they may ask for again.
   *
   * @param since of the hold that was seen; null for whichever the path has
   * @return whether there was that hold of that path's
   */
  boolean release(Release release, @Nullable Instant since);

  /** What would go on into a repository if nothing held it. */
  Halted halted(Repository repository);

  /** What was released, the last first. */
  List<Released> releases(int limit);

  /** All of them, by repository. */
  List<Hold> holds();

  /** Those of a repository, the last first: it is held while there is any. */
  List<Hold> holds(Repository repository);

  /**
   * What leads into a repository.
   *
   * @param promotions those that are at their gates, by workflow id
   * @param paths those that promote something there by themselves
   */
  record Halted(List<String> promotions, List<String> paths) {
    public Halted {
      promotions = List.copyOf(promotions);
      paths = List.copyOf(paths);
    }
  }

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

    /** Whether somebody said both of them in one: what goes back into several repositories. */
    public boolean isOf(Hold other) {
      return path.equals(other.path)
          && by.equals(other.by)
          && why.equals(other.why)
          && since.equals(other.since);
    }

    @Override
    public String toString() {
      return "held by %s since %s: %s".formatted(by, since, why);
    }
  }
}
