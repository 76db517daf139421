package dev.laytime.worker.ledger;

import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.activity.StageTarget;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.ledger.PromotionMemory.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes orders, each in one transaction. */
final class JdbcPromotionOrdering implements PromotionOrdering {

  private final Tables tables;
  private final PromotionTables promotions;

  JdbcPromotionOrdering(Tables tables) {
    this.tables = tables;
    this.promotions = tables.promotions;
  }

  @Override
  public PromotionWishResult find(PromotionWish wish) {
    return tables.sql.read(
        "find a path for " + wish.image(),
        () -> WishedPath.of(wish, paths(false), new PathFit(tables.stages.configured())));
  }

  /** Those that there are; with {@code judged} only those of which that is known. */
  private List<PromotionPath> paths(boolean judged) {
    return promotions.paths.present().stream()
        .filter(row -> !judged || row.judged())
        .map(PathRows.Row::path)
        .toList();
  }

  @Override
  public PromotionWishResult back(RollbackWish wish) {
    return tables.sql.read(
        "find what %s goes back to".formatted(wish.repository()), () -> order(wish));
  }

  private PromotionWishResult order(RollbackWish wish) {
    Repository repository = wish.repository();
    StageRow stage = tables.stages.of(repository).orElse(null);
    if (stage == null) {
      return WishedPath.refused("%s lies in no stage".formatted(repository));
    }
    WantedBack.Choice choice =
        new WantedBack(
                repository,
                promotions.memory.of(
                    repository, stage.settings().gracePeriod(), tables.clock.instant()),
                promotions.following.in(repository))
            .of(wish.tag(), wish.to());
    Place wanted = choice.wanted();
    return wanted == null
        ? WishedPath.refused(choice.refusal())
        : back(wish, stage.name(), wanted, choice.present());
  }

  private PromotionWishResult back(
      RollbackWish wish, String stage, Place place, @Nullable Place present) {
    PromotionImages.Row image = place.image();
    PathFit fit = new PathFit(tables.stages.configured());
    List<String> wanted =
        present == null ? List.of(image.path()) : List.of(image.path(), present.image().path());
    return new WayBack(paths(true), fit)
        .to(image.image(), stage, wanted)
        .or(() -> new WayBack(paths(false), fit).to(image.image(), stage, wanted))
        .map(way ->
            new PromotionWishResult(
                new PromotionOrder(
                    wish.requestId(),
                    way.path(),
                    PromotionOrder.Kind.ROLLBACK,
                    new Reference.Pinned(
                        way.target().repository(), image.digest(), way.target().tag()),
                    image.digest(),
                    way.stage(),
                    way.target(),
                    wish.by()),
                ""))
        .orElseGet(() ->
            WishedPath.refused(
                "path %s, by which %s came, is not there any more, and no other one leads there"
                    .formatted(image.path(), image.image())));
  }

  @Override
  public List<Repository> destinations(PromotionOrder order) {
    return tables.sql.read(
        "find where path %s leads".formatted(order.path()),
        () -> {
          PathFit fit = new PathFit(tables.stages.configured());
          return Stream.concat(
                  Stream.of(order.target()),
                  promotions.paths.find(order.path()).stream()
                      .flatMap(row -> fit.targets(row.path(), order).stream())
                      .map(StageTarget::image))
              .map(Reference::repository)
              .distinct()
              .toList();
        });
  }

  @Override
  public Optional<Digest> present(Reference image) {
    return tables.sql.read(
        "read what %s is".formatted(image), () -> promotions.presentSince.digestOf(image));
  }

  @Override
  public String id(PromotionOrder order) {
    return tables.sql.read(
        "find the promotion to " + order.target(),
        () ->
            new PathFit(tables.stages.configured())
                .id(order)
                .orElseThrow(() ->
                    new Wishes.RefusedException(
                        "stage %s has no image %s".formatted(order.stage(), order.target()),
                        true,
                        "see the stages and their prefixes")));
  }
}
