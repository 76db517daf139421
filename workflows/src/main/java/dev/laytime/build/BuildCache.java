package dev.laytime.build;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import java.util.List;
import java.util.Optional;

/**
 * Where the layers of a rule's builds are kept. What one build leaves there the next one takes for
 * its own, so only what may be built by one and the same word of a rule shares it: a branch that
 * many may push to says nothing about what a release is made of. Pure.
 */
public final class BuildCache {

  private static final int DIGITS = 16;
  private static final String LONGEST = "/branches-" + "0".repeat(DIGITS);

  private BuildCache() {}

  /**
   * The repository, below the one that the rule names.
   *
   * @return empty where the rule keeps none, or nothing of it allows the ref any more
   */
  public static Optional<Repository> of(BuildRule rule, ResolvedRef ref) {
    Repository cache = rule.recipe().cache();
    if (cache == null || !(rule.source() instanceof BuildSource.Git(var git, _, var allowed))) {
      return Optional.empty();
    }
    String word = allowed.word(ref.name());
    return word == null
        ? Optional.empty()
        : Optional.of(
            below(
                cache,
                "/%s-%s"
                    .formatted(
                        word.substring(0, word.indexOf(' ')),
                        BuildId.hash(List.of(rule.name(), git.url(), word))
                            .value()
                            .substring(0, DIGITS))));
  }

  /**
   * Why a rule's cache is none to trust; empty where it is, or where there is none. Kaniko's login
   * can be read by what it runs, which may then write wherever another build of the rule looks.
   */
  static String objection(BuildRecipe recipe, BuildSource source) {
    boolean read =
        recipe.strategy() == BuildStrategy.KANIKO
            && recipe.cache() != null
            && recipe.pullSecret() != null;
    return read && source instanceof BuildSource.Git(_, _, var allowed) && allowed.words() > 1
        ? "cache: expected one pattern in allow with kaniko and a pull-secret, whose login a RUN"
            + " can read: have a rule for each, or take buildkit"
        : "";
  }

  /** Whether there is room below it. */
  static boolean isFit(Repository cache) {
    try {
      var _ = below(cache, LONGEST);
      return true;
    } catch (InvalidReferenceException e) {
      return false;
    }
  }

  private static Repository below(Repository cache, String rest) {
    return new Repository(cache.registry(), cache.path() + rest);
  }
}
