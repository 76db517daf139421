package dev.laytime.view;

import dev.laytime.image.Digest;
import dev.laytime.lifecycle.StagePause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/plan?stage=}: what leaves next and what waits for a person.
 *
 * @param removals soonest first, the first 500 of each stage
 * @param pauses of stages that nothing leaves until they end
 * @param more how many come after those
 */
public record PlanView(
    List<Removal> removals, List<Breaker> breakers, List<StagePause> pauses, int more) {

  public PlanView {
    removals = List.copyOf(removals);
    breakers = List.copyOf(breakers);
    pauses = pauses == null ? List.of() : List.copyOf(pauses);
  }

  /** A plan where nobody has paused anything. */
  public PlanView(List<Removal> removals, List<Breaker> breakers) {
    this(removals, breakers, List.of());
  }

  /** A plan that is told whole. */
  public PlanView(List<Removal> removals, List<Breaker> breakers, List<StagePause> pauses) {
    this(removals, breakers, pauses, 0);
  }

  /**
   * One image on its way out.
   *
   * @param step {@code quarantine} or {@code delete}
   * @param at its deadline
   * @param blockedBy why it does not leave then; empty where nothing is known to stop it
   * @param bytes that nothing else in its repository holds once all before it in the plan are gone;
   *     null where what it is made of is not known
   */
  public record Removal(
      String image,
      @Nullable Digest digest,
      String stage,
      String step,
      Instant at,
      List<String> blockedBy,
      @Nullable Long bytes) {
    public Removal {
      blockedBy = List.copyOf(blockedBy);
    }
  }

  /**
   * What is over the bounds, and waits.
   *
   * @param repository where; for what a sweep missed, the prefix of its stage
   * @param count how many wait
   * @param images the first ten
   * @param what waits: {@link #REMOVALS} or {@link #MISSED}
   */
  public record Breaker(
      String id,
      String repository,
      int count,
      String reason,
      Instant openedAt,
      List<String> images,
      String what) {

    /** Removals that may not go yet. */
    public static final String REMOVALS = "removals";

    /** Images that a sweep missed, of which no life is told yet. */
    public static final String MISSED = "missed images";

    public Breaker {
      images = List.copyOf(images);
      what = what == null ? REMOVALS : what;
    }

    /** Removals over the bounds. */
    public Breaker(
        String id,
        String repository,
        int count,
        String reason,
        Instant openedAt,
        List<String> images) {
      this(id, repository, count, reason, openedAt, images, REMOVALS);
    }
  }
}
