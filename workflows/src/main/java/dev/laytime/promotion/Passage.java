package dev.laytime.promotion;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an order may be carried out at all, gates aside.
 *
 * @param path as it is now; null where there is none of that name any more
 * @param forbidden a person's word against the image in a destination; null for none
 * @param released another digest that was promoted under the same version; null for none
 */
public record Passage(
    PromotionOrder order,
    @Nullable PromotionPath path,
    @Nullable String forbidden,
    @Nullable Digest released) {

  /**
   * What a destination's tag names.
   *
   * @param digest null for nothing
   */
  public record Seen(Reference image, @Nullable Digest digest) {}

  /** Why not, by what is known without asking a registry; null where nothing is against it. */
  public @Nullable String refusal() {
    if (path == null) {
      return "the configuration has no path %s any more".formatted(order.path());
    }
    if (!path.to().equals(order.stage())) {
      return "path %s leads to %s, not to %s".formatted(path.name(), path.to(), order.stage());
    }
    if (released != null) {
      return "%s was promoted as %s: a released version does not change"
          .formatted(order.target(), released);
    }
    if (forbidden != null) {
      return forbidden;
    }
    Tag tag = order.source().tag();
    boolean selected =
        order.kind() == PromotionOrder.Kind.ROLLBACK
            || path.tags().isEmpty()
            || tag == null
            || path.tags().stream().anyMatch(pattern -> pattern.matcher().test(tag));
    return selected
        ? null
        : "path %s does not select the tag %s any more".formatted(path.name(), tag);
  }

  /**
   * Why nothing may be moved, by what the registries say right before: all or nothing.
   *
   * @param source what the source has by the order's digest; null for nothing
   * @param destinations each one's tag
   */
  public @Nullable String refusal(@Nullable Digest source, List<Seen> destinations) {
    String known = refusal();
    if (known != null) {
      return known;
    }
    if (destinations.isEmpty() || !destinations.getFirst().image().equals(order.target())) {
      return "path %s does not lead to %s".formatted(order.path(), order.target());
    }
    boolean moves = path != null && path.moves();
    for (Seen seen : destinations) {
      if (seen.digest() != null && !seen.digest().equals(order.digest()) && !moves) {
        return "%s is %s there, and path %s does not move tags"
            .formatted(seen.image(), seen.digest(), order.path());
      }
    }
    return source == null
        ? "%s has no %s any more".formatted(order.source().repository(), order.digest())
        : null;
  }
}
