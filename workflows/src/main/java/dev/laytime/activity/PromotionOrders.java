package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.promotion.Opening;
import dev.laytime.promotion.PromotionPath;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What counts for a promotion, as it is now.
 *
 * @param path null where the configuration has none of that name any more
 * @param presentSince since when the source stage has had the digest under the order's tag, without
 *     a break; null where it is not known to have it
 * @param proof how it is proven who gave the order; null where it is not
 * @param hold why automatic promotion stands still, for people; null where it does not
 * @param automatic whether nobody but the path itself gave the order
 * @param forbidden a person's word against the image in a destination; null for none
 * @param targets the image's name in each destination, the path's target first
 * @param released another digest that was promoted into the target under the same tag and is
 *     immutable; null for none
 * @param meets what else moves into one of the targets right now, for people; null for nothing
 * @param openings when those of its gates are open that are times of the week
 * @param gates a hash of the path, and of all that its gates are: another one for any other path or
 *     gates, or for other settings of what they name, so that what was approved under one does not
 *     count under another. It is made here and nowhere else; null where there is no path
 */
public record PromotionOrders(
    @Nullable PromotionPath path,
    @Nullable Instant presentSince,
    @Nullable String proof,
    @Nullable String hold,
    boolean automatic,
    @Nullable String forbidden,
    List<StageTarget> targets,
    @Nullable Digest released,
    @Nullable String meets,
    List<Opening> openings,
    @Nullable String gates) {

  public PromotionOrders {
    targets = List.copyOf(targets);
    openings = List.copyOf(openings);
  }

  /** Whether it is proven who gave the order. */
  public boolean verified() {
    return proof != null;
  }
}
