package dev.laytime.worker.ledger;

import dev.laytime.activity.StageTarget;
import dev.laytime.image.Glob;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.workflow.WorkflowIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which images go which path, and what they are called on it. */
final class PathFit {

  private final List<StageRow> stages;

  PathFit(List<StageRow> stages) {
    this.stages = List.copyOf(stages);
  }

  /** Whether all stages of a path are there. */
  boolean isWhole(PromotionPath path) {
    return Stream.concat(Stream.of(path.from()), destinations(path))
        .allMatch(name -> prefix(name).isPresent());
  }

  static Stream<String> destinations(PromotionPath path) {
    return Stream.concat(Stream.of(path.to()), path.replicas().stream());
  }

  /** Where a stage is; empty where there is none of that name. */
  Optional<RepositoryPrefix> prefix(String stage) {
    return stages.stream()
        .filter(row -> row.name().equals(stage))
        .map(row -> row.settings().prefix())
        .findFirst();
  }

  /** The stage of a repository. */
  Optional<String> stageOf(Repository repository) {
    return Stages.of(stages, repository).map(StageRow::name);
  }

  /** What a repository is called below its stage's prefix; empty where it is in another stage. */
  Optional<String> rest(String stage, Repository repository) {
    return stageOf(repository).filter(stage::equals).isEmpty()
        ? Optional.empty()
        : prefix(stage).flatMap(prefix -> prefix.rest(repository));
  }

  /** Whether an image of the source stage goes a path. */
  boolean goes(PromotionPath path, Reference image) {
    Tag tag = image.tag();
    String rest = rest(path.from(), image.repository()).orElse(null);
    return tag != null && rest != null && goes(path, rest, tag);
  }

  /** Whether a path is for repositories of that name, whatever their tags. */
  static boolean isFor(PromotionPath path, String rest) {
    return path.repositories().isEmpty()
        || path.repositories().stream().anyMatch(pattern -> Glob.matches(pattern, rest));
  }

  static boolean goes(PromotionPath path, String rest, Tag tag) {
    return !ReservedTags.isReserved(tag)
        && isFor(path, rest)
        && (path.tags().isEmpty()
            || path.tags().stream().anyMatch(pattern -> pattern.matcher().test(tag)));
  }

  /** What an image of the source stage is called in another; empty where it has no name there. */
  Optional<Reference> in(String stage, String rest, Tag tag) {
    return prefix(stage)
        .flatMap(prefix -> prefix.append(rest))
        .filter(repository -> stageOf(repository).filter(stage::equals).isPresent())
        .map(repository -> repository.tagged(tag));
  }

  /** What an order's target is called in each destination; those without a name are missing. */
  List<StageTarget> targets(PromotionPath path, PromotionOrder order) {
    List<StageTarget> targets = new ArrayList<>();
    Tag tag = order.target().tag();
    String rest = rest(order.stage(), order.target().repository()).orElse(null);
    if (tag != null && rest != null) {
      destinations(path)
          .forEach(stage ->
              in(stage, rest, tag).ifPresent(image -> targets.add(new StageTarget(stage, image))));
    }
    return targets;
  }

  /** The id of the promotion that an order is for; empty where its target is in no stage. */
  Optional<String> id(PromotionOrder order) {
    Tag tag = order.target().tag();
    return tag == null
        ? Optional.empty()
        : rest(order.stage(), order.target().repository())
            .map(rest -> WorkflowIds.promotion(order.stage(), rest, tag));
  }

  /** Why an order does not go its path, whoever gave it; null where it does. */
  @Nullable String objection(PromotionPath path, PromotionOrder order) {
    Tag tag = order.target().tag();
    String rest = rest(path.to(), order.target().repository()).orElse(null);
    if (!order.stage().equals(path.to()) || tag == null || rest == null) {
      return "path %s leads into stage %s, and %s is no image by tag in it"
          .formatted(path.name(), path.to(), order.target());
    }
    if (targets(path, order).size() != destinations(path).count()) {
      return "%s has no name in every stage that path %s leads to"
          .formatted(order.target(), path.name());
    }
    if (order.kind() == PromotionOrder.Kind.ROLLBACK) {
      return order.source().repository().equals(order.target().repository())
          ? null
          : "a rollback takes from the stage's own repository, not from " + order.source();
    }
    if (!rest(path.from(), order.source().repository()).filter(rest::equals).isPresent()
        || !tag.equals(order.source().tag())) {
      return "path %s brings %s from stage %s, and %s is another image"
          .formatted(path.name(), order.target(), path.from(), order.source());
    }
    return goes(path, rest, tag)
        ? null
        : "path %s is not for %s: see its repositories and tags"
            .formatted(path.name(), order.source());
  }
}
