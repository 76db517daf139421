package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.promotion.PromotionPath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** By which path a stage goes back, and which paths lead into a repository. */
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

  /**
   * A path, and where it brings what is called so.
   *
   * @param repository in the path's target stage
   */
  record Way(PromotionPath path, Repository repository) {}

  /** The ways on which something comes into a repository, as the target or as a replica. */
  List<Way> into(Repository repository) {
    return fit.stageOf(repository).stream()
        .flatMap(
            stage -> fit.rest(stage, repository).stream().flatMap(rest -> leading(stage, rest)))
        .toList();
  }

  private Stream<Way> leading(String stage, String rest) {
    return paths.stream()
        .filter(path -> PathFit.destinations(path).anyMatch(stage::equals))
        .filter(path -> PathFit.isFor(path, rest))
        .flatMap(path ->
            fit.in(path.to(), rest, Tag.LATEST).stream()
                .map(image -> new Way(path, image.repository())));
  }
}
