package dev.laytime.view;

import dev.laytime.image.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/observed?stage=}: what would have gone from stages where nothing is taken
 * away.
 *
 * @param stages by name, those alone that nothing is taken away from or that have such images
 * @param images those that somebody asked for later first, then the last ones; 500 at most
 */
public record ObservedView(List<Stage> stages, List<Departure> images) {

  public ObservedView {
    stages = List.copyOf(stages);
    images = List.copyOf(images);
  }

  /**
   * All of one stage, as far as the last year goes.
   *
   * @param bytes that they alone held
   * @param asked how many of them somebody asked for later
   * @param since when the first would have gone; null for none
   */
  public record Stage(String name, int images, long bytes, int asked, @Nullable Instant since) {}

  /**
   * One image that would have gone into quarantine.
   *
   * @param at when a sweep found that all was proven
   * @param bytes that it alone held in its repository, but for what would have gone before it
   * @param askedAt when somebody needed it after that; null where nobody did
   * @param askedBy who or what, for people; null where nobody did
   */
  public record Departure(
      String image,
      String stage,
      Digest digest,
      Instant at,
      long bytes,
      @Nullable Instant askedAt,
      @Nullable String askedBy) {}
}
