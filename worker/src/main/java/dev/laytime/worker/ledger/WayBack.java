package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.ledger.PromotionOrdering.Way;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** By which path a stage goes back, and which paths could undo that. */
final class WayBack {

  private final List<PromotionPath> paths;
  private final PathFit fit;

  /**
   * @param paths that there are
   */
  WayBack(List<PromotionPath> paths, PathFit fit) {
    this.paths = List.copyOf(paths);
    this.fit = fit;
  }

  /**
   * A path, and what it calls the image in the stage that it leads to.
   *
   * @param stage the path's target
   * @param target by tag
   */
  record Step(String path, String stage, Reference target) {}

  /**
   * The way to an image: by the first of the wanted paths that still leads there; where none does,
   * by the only one that would bring it.
   *
   * @param stage that has the image
   */
  Optional<Step> to(Reference image, String stage, List<String> wanted) {
    Tag tag = image.tag();
    String rest = fit.rest(stage, image.repository()).orElse(null);
    if (tag == null || rest == null) {
      return Optional.empty();
    }
    List<PromotionPath> leading =
        paths.stream()
            .filter(fit::isWhole)
            .filter(path -> PathFit.destinations(path).anyMatch(stage::equals))
            .toList();
    List<PromotionPath> others =
        leading.stream().filter(path -> PathFit.goes(path, rest, tag)).toList();
    return wanted.stream()
        .flatMap(name -> leading.stream().filter(path -> path.name().equals(name)))
        .findFirst()
        .or(() -> others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty())
        .flatMap(path ->
            fit.in(path.to(), rest, tag).map(target -> new Step(path.name(), path.to(), target)));
  }

  /** {@link PromotionOrdering#ways}. */
  List<Way> beside(PromotionOrder order) {
    Tag tag = Objects.requireNonNull(order.target().tag());
    String rest = fit.rest(order.stage(), order.target().repository()).orElse(null);
    Set<Way> ways = new LinkedHashSet<>();
    ways.add(new Way(order.path(), order.target().repository()));
    if (rest != null) {
      Set<String> stages =
          paths.stream()
              .filter(path -> path.name().equals(order.path()))
              .flatMap(PathFit::destinations)
              .collect(Collectors.toSet());
      stages.add(order.stage());
      paths.stream()
          .filter(path -> PathFit.destinations(path).anyMatch(stages::contains))
          .filter(path -> PathFit.isFor(path, rest))
          .forEach(path ->
              fit.in(path.to(), rest, tag)
                  .ifPresent(image -> ways.add(new Way(path.name(), image.repository()))));
    }
    return new ArrayList<>(ways);
  }
}
