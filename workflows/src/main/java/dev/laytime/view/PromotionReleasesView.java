package dev.laytime.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/holds/releases}: by whose word holds are over, the last first. */
public record PromotionReleasesView(List<Release> releases) {
  public PromotionReleasesView {
    releases = List.copyOf(releases);
  }

  /**
   * One.
   *
   * @param by who let the path promote by itself again
   * @param proof how that is proven; null where it is asserted
   * @param why empty where nobody said
   * @param heldBy who had held it
   * @param heldFor why
   */
  public record Release(
      String path,
      String repository,
      String by,
      @Nullable String proof,
      String why,
      Instant at,
      String heldBy,
      String heldFor,
      Instant heldAt) {}
}
