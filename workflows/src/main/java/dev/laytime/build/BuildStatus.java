package dev.laytime.build;

import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a build stands.
 *
 * @param id its workflow id
 * @param source what it is built of; null where that is not known yet
 * @param built what came out, by digest, where the builder pushed it; null for nothing yet
 * @param attempts builds that were begun
 * @param tags of the image that name it by now
 * @param cause why it is where it is, for people; empty for nothing to say
 * @param failure the last one; null where there was none since something went well
 * @param joined how many more orders it is built for
 * @param nextAttempt when it tries again; null where it does not wait for a time
 * @param run how it was built; null where it was not, or nobody wrote it down
 */
public record BuildStatus(
    String id,
    BuildOrder order,
    BuildState state,
    @Nullable ResolvedRef source,
    @Nullable Reference built,
    int attempts,
    List<String> tags,
    String cause,
    @Nullable BuildFailure failure,
    int joined,
    Instant orderedAt,
    @Nullable Instant nextAttempt,
    @Nullable BuildRun run) {

  public BuildStatus {
    tags = List.copyOf(tags);
  }

  /** Of a build that nobody wrote down how it was done. */
  public BuildStatus(
      String id,
      BuildOrder order,
      BuildState state,
      @Nullable ResolvedRef source,
      @Nullable Reference built,
      int attempts,
      List<String> tags,
      String cause,
      @Nullable BuildFailure failure,
      int joined,
      Instant orderedAt,
      @Nullable Instant nextAttempt) {
    this(
        id,
        order,
        state,
        source,
        built,
        attempts,
        tags,
        cause,
        failure,
        joined,
        orderedAt,
        nextAttempt,
        null);
  }
}
