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
 * @param verified whether it is proven who gave the order
 * @param hold why automatic promotion stands still, for people; null where it does not
 * @param automatic whether nobody but the path itself gave the order
 * @param forbidden a person's word against the image in a destination; null for none
 * @param targets the image's name in each destination, the path's target first
 * @param released another digest that was promoted into the target under the same tag and is
 *     immutable; null for none
 * @param meets what else moves into one of the targets right now, for people; null for nothing
 * @param openings when those of its gates are open that are times of the week
 */
public record PromotionOrders(
    @Nullable PromotionPath path,
    @Nullable Instant presentSince,
    boolean verified,
    @Nullable String hold,
    boolean automatic,
    @Nullable String forbidden,
    List<StageTarget> targets,
    @Nullable Digest released,
    @Nullable String meets,
    List<Opening> openings) {

  public PromotionOrders {
    targets = List.copyOf(targets);
    openings = List.copyOf(openings);
  }
}
