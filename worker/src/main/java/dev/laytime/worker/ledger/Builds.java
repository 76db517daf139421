package dev.laytime.worker.ledger;

import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The builds that there are and were, for people. */
public interface Builds {

  /** At most so many are listed. */
  int MOST = 500;

  /** The last order of a build, by workflow id. */
  Optional<Known> find(String build);

  /** One order of a build. */
  Optional<Known> find(String build, String requestId);

  /** Those that a filter lets through, the last ordered first. */
  List<Known> list(Filter filter);

  /** The rules that there are, by name. */
  List<BuildRuleSettings> rules();

  /** A rule by its name, an object's of image-operator's too; empty where there is none. */
  Optional<BuildRule> rule(String name);

  /** How many there are, by rule and state. */
  List<Count> counts();

  /**
   * An order, and how far it came.
   *
   * @param proof how it is proven who gave it; null where it is asserted
   * @param charged whose build it counts as: {@code SOURCE/NAMESPACE}, {@code
   *     ImageBuilder/NAMESPACE} for what its objects order; null for a person's
   * @param endedAt when it was over; null while it is not
   */
  record Known(
      BuildStatus status,
      @Nullable String proof,
      @Nullable String charged,
      @Nullable Instant endedAt,
      Instant updatedAt) {}

  /**
   * Which are meant; null for any.
   *
   * @param repository with its registry
   * @param limit at most so many, up to {@link #MOST}
   */
  record Filter(
      @Nullable String repository, @Nullable String rule, @Nullable BuildState state, int limit) {}

  /**
   * How many orders of one rule are in one state.
   *
   * @param failure why they failed; null for those that did not
   * @param since when the oldest of them was ordered
   */
  record Count(
      String rule, BuildState state, @Nullable String failure, long builds, Instant since) {}
}
