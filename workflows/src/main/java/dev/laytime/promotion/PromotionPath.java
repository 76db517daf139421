package dev.laytime.promotion;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.laytime.mirror.TagPattern;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way from one stage into another.
 *
 * @param name unique, at most 63 characters
 * @param from the stage that it leads from
 * @param to the stage that it leads to
 * @param replicas other stages that get the same, after {@code to}
 * @param repositories patterns of {@link dev.laytime.image.Glob} below the stages' prefixes; empty
 *     for all
 * @param tags which; empty for all
 * @param gates in the order in which they are shown
 * @param floating tags that follow the highest version: {@code latest}, <code>{major}</code>,
 *     <code>
 *     {major}.{minor}</code>
 * @param moves whether a tag at the destination that names something else may be moved
 * @param keepLast how many of the last promoted images of a repository stay, besides the present
 *     one; from 0 to 50
 * @param expiry how long a promotion may wait at its gates
 * @param automatic which images are promoted without being asked for
 * @param git where the new tag or digest is written after the move, by name of the configuration
 * @param line what its versions follow each other in, by name; null for the one of all paths that
 *     have none
 */
public record PromotionPath(
    String name,
    String from,
    String to,
    List<String> replicas,
    List<String> repositories,
    List<TagPattern> tags,
    List<Gate> gates,
    List<String> floating,
    boolean moves,
    int keepLast,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration expiry,
    Automatic automatic,
    List<String> git,
    @Nullable String line) {

  public PromotionPath {
    replicas = List.copyOf(replicas);
    repositories = List.copyOf(repositories);
    tags = List.copyOf(tags);
    gates = List.copyOf(gates);
    floating = List.copyOf(floating);
    git = List.copyOf(git);
  }

  /**
   * The same, written into other Git targets.
   *
   * @param targets by name of the configuration; null for its own
   */
  public PromotionPath writing(@Nullable List<String> targets) {
    return targets == null
        ? this
        : new PromotionPath(
            name,
            from,
            to,
            replicas,
            repositories,
            tags,
            gates,
            floating,
            moves,
            keepLast,
            expiry,
            automatic,
            targets,
            line);
  }

  /** One whose versions follow those of all other paths. */
  public PromotionPath(
      String name,
      String from,
      String to,
      List<String> replicas,
      List<String> repositories,
      List<TagPattern> tags,
      List<Gate> gates,
      List<String> floating,
      boolean moves,
      int keepLast,
      Duration expiry,
      Automatic automatic,
      List<String> git) {
    this(
        name,
        from,
        to,
        replicas,
        repositories,
        tags,
        gates,
        floating,
        moves,
        keepLast,
        expiry,
        automatic,
        git,
        null);
  }

  /** What is promoted without being asked for. */
  public enum Automatic {
    /** Nothing. */
    NONE,

    /** What appears in the source stage under a tag of the path. */
    SEEN,

    /** At set times, the highest version in the source stage of each repository. */
    SCHEDULED
  }
}
