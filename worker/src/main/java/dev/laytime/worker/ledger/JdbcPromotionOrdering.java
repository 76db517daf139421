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
import java.util.function.Predicate;
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
    List<Place> all =
        promotions.memory.of(repository, stage.settings().gracePeriod(), tables.clock.instant());
    List<String> lines = all.stream().map(place -> place.image().line()).distinct().toList();
    String line = line(wish.tag(), lines);
    if (line == null) {
      return lines.isEmpty()
          ? WishedPath.refused("nothing was promoted to %s yet".formatted(repository))
          : WishedPath.refused(
              "tags of %s are moved: say which, as in %s:%s"
                  .formatted(repository, repository, lines.getFirst()));
    }
    List<Place> places = all.stream().filter(place -> place.image().line().equals(line)).toList();
    return places.stream()
        .filter(wanted(wish.to()))
        .findFirst()
        .map(place -> back(wish, stage.name(), place, places.getFirst()))
        .orElseGet(() ->
            wish.to() == null
                ? WishedPath.refused(
                    "nothing was promoted to %s before what is there now".formatted(repository))
                : WishedPath.refused(
                    "no promotion brought %s to %s".formatted(wish.to(), repository)));
  }

  /** The line that a tag is in; without a tag the only one. Null where that is not clear. */
  private static @Nullable String line(@Nullable String tag, List<String> lines) {
    if (tag != null && lines.contains(tag)) {
      return tag;
    }
    boolean others = lines.contains(PromotionImages.ALL_TAGS);
    if (others) {
      return PromotionImages.ALL_TAGS;
    }
    return tag == null && lines.size() == 1 ? lines.getFirst() : null;
  }

  private static Predicate<Place> wanted(@Nullable String to) {
    return to == null
        ? place -> place.place() == 1
        : place ->
            place.image().digest().value().equals(to)
                || String.valueOf(place.image().image().tag()).equals(to);
  }

  private PromotionWishResult back(RollbackWish wish, String stage, Place place, Place present) {
    PromotionImages.Row image = place.image();
    PathFit fit = new PathFit(tables.stages.configured());
    List<String> wanted = List.of(image.path(), present.image().path());
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
