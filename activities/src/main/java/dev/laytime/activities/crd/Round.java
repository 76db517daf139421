package dev.laytime.activities.crd;

/**
 * What becomes of a look at all objects.
 *
 * @param trouble why nothing, or not everything, was done; empty for nothing
 * @param written how many objects were written
 */
public record Round(String trouble, int written) {

  /** One in which nothing was done. */
  public static Round none(String trouble) {
    return new Round(trouble, 0);
  }

  /** This and what follows. */
  public Round and(Round next) {
    return new Round(trouble.isEmpty() ? next.trouble() : trouble, written + next.written());
  }
}
