package dev.laytime.view;

import dev.laytime.image.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/images?stage=&repository=&state=&after=&limit=}: images by name.
 *
 * @param next what to give as {@code after} for the next page; null on the last one
 */
public record ImagesPage(List<Row> images, @Nullable String next) {

  public ImagesPage {
    images = List.copyOf(images);
  }

  /**
   * One image.
   *
   * @param state the state's label
   * @param deadline of its grace period or quarantine
   * @param reason the weightiest, for people
   */
  public record Row(
      String image,
      @Nullable String stage,
      String state,
      @Nullable Digest digest,
      @Nullable Instant deadline,
      boolean pinned,
      String reason,
      Instant updatedAt) {}
}
