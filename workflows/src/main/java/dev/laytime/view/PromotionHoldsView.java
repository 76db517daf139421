package dev.laytime.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/holds}: where paths promote nothing by themselves. */
public record PromotionHoldsView(List<Hold> holds) {
  public PromotionHoldsView {
    holds = List.copyOf(holds);
  }

  /**
   * One.
   *
   * @param proof how it is proven who said so; null where it is asserted
   */
  public record Hold(
      String path,
      String repository,
      String by,
      @Nullable String proof,
      String why,
      Instant since) {}
}
