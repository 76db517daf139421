package dev.laytime.worker.ledger;

import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import java.util.List;
import java.util.Objects;

/** Which path an image can go: a function of the paths and the stages. */
final class WishedPath {

  private WishedPath() {}

  static PromotionWishResult of(PromotionWish wish, List<PromotionPath> paths, PathFit fit) {
    Reference image = wish.image();
    String from = fit.stageOf(image.repository()).orElse(null);
    Tag tag = image.tag();
    if (from == null || tag == null) {
      return refused("%s is no image by tag in a stage".formatted(image));
    }
    List<PromotionPath> leading =
        paths.stream()
            .filter(path -> path.from().equals(from))
            .filter(path -> wish.stage() == null || path.to().equals(wish.stage()))
            .toList();
    if (leading.isEmpty()) {
      return refused(
          "no path leads from stage %s to %s; from there one can go to %s"
              .formatted(
                  from,
                  Objects.requireNonNullElse(wish.stage(), "another"),
                  paths.stream()
                      .filter(path -> path.from().equals(from))
                      .map(PromotionPath::to)
                      .distinct()
                      .toList()));
    }
    List<PromotionPath> going = leading.stream().filter(path -> fit.goes(path, image)).toList();
    if (going.size() != 1) {
      List<String> names =
          (going.isEmpty() ? leading : going)
              .stream().map(path -> "%s (to %s)".formatted(path.name(), path.to())).toList();
      return going.isEmpty()
          ? refused(
              "%s goes no path: see repositories and tags of %s"
                  .formatted(image, String.join(", ", names)))
          : refused(
              "%s goes several paths: %s; say to which stage, or give them tags of their own"
                  .formatted(image, String.join(", ", names)));
    }
    PromotionPath path = going.getFirst();
    return fit.rest(from, image.repository())
        .flatMap(rest -> fit.in(path.to(), rest, tag))
        .map(target ->
            new PromotionWishResult(
                new PromotionOrder(
                    wish.requestId(),
                    path.name(),
                    PromotionOrder.Kind.PROMOTE,
                    image.repository().tagged(tag),
                    wish.digest(),
                    path.to(),
                    target,
                    wish.by()),
                ""))
        .orElseGet(() -> refused("%s has no name in stage %s".formatted(image, path.to())));
  }

  static PromotionWishResult refused(String reason) {
    return new PromotionWishResult(null, reason);
  }
}
