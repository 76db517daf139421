package dev.laytime.activities.crd.own;

import dev.laytime.promotion.PromotionPath;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the worker's configuration has that paths are judged by.
 *
 * @param configured its paths
 * @param otherNames of paths that no object made: configuration has or had them
 * @param verifiers whose signatures gates may ask for
 * @param jobs what gates may run
 * @param gitTargets where may be written
 * @param reader reads what an object says as configuration is read
 */
public record PathGround(
    List<PromotionPath> configured,
    Set<String> otherNames,
    Set<String> verifiers,
    Set<String> jobs,
    Set<String> gitTargets,
    Reader reader) {

  public PathGround {
    configured = List.copyOf(configured);
    otherNames = Set.copyOf(otherNames);
    verifiers = Set.copyOf(verifiers);
    jobs = Set.copyOf(jobs);
    gitTargets = Set.copyOf(gitTargets);
  }

  /** Reads paths. */
  @FunctionalInterface
  public interface Reader {

    /**
     * The path that is said.
     *
     * @throws IllegalArgumentException if there is none such; it says what was expected
     */
    Read read(String name, PromotionPathSpec spec);
  }

  /**
   * A path.
   *
   * @param schedule as the ledger has it; null for none
   */
  public record Read(PromotionPath path, @Nullable String schedule) {}
}
