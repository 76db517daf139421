package dev.laytime.worker.ledger;

import dev.laytime.activity.PathRound;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Version;
import dev.laytime.promotion.PathWords;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.ledger.AutomaticRows.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** What paths promote by themselves, and when. Used within a transaction. */
final class AutomaticRounds {

  private static final int MOST = 50;
  private static final Duration BETWEEN = Duration.ofSeconds(30);

  /** What could not be asked for within that is left for the next time. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final PathRound NOTHING = new PathRound(false, List.of(), false, null);

  private final AutomaticRows rows;
  private final PathRows paths;

  AutomaticRounds(AutomaticRows rows, PathRows paths) {
    this.rows = rows;
    this.paths = paths;
  }

  PathRound of(String name, PathFit fit, Instant now) {
    PathRows.Row row = paths.find(name).orElse(null);
    if (row != null && !row.judged()) {
      return new PathRound(true, List.of(), false, now.plus(BETWEEN));
    }
    if (row == null || !fit.isWhole(row.path())) {
      return NOTHING;
    }
    return switch (row.path().automatic()) {
      case NONE -> NOTHING;
      case SEEN -> {
        List<PromotionOrder> orders =
            orders(row.path(), rows.appeared(row.path().from(), name, row.since(), now), fit, now);
        yield new PathRound(true, first(orders), orders.size() > MOST, now.plus(BETWEEN));
      }
      case SCHEDULED -> scheduled(row, fit, now);
    };
  }

  private PathRound scheduled(PathRows.Row row, PathFit fit, Instant now) {
    String schedule = Objects.requireNonNull(row.settings().schedule());
    Instant last = row.scheduledAt() == null ? row.since() : row.scheduledAt();
    Instant due = next(schedule, last);
    if (due == null || now.isBefore(due)) {
      return new PathRound(due != null, List.of(), false, due);
    }
    List<Candidate> highest = highest(row.path(), fit);
    List<PromotionOrder> orders = orders(row.path(), highest, fit, now);
    if (orders.isEmpty() || now.isAfter(due.plus(PATIENCE))) {
      paths.scheduled(row.name(), now);
      Instant next = next(schedule, now);
      return new PathRound(next != null, first(orders), false, next);
    }
    List<PromotionOrder> ready =
        orders(
            row.path(),
            highest.stream().filter(each -> !rows.putOff(row.name(), each, now)).toList(),
            fit,
            now);
    return new PathRound(true, first(ready), ready.size() > MOST, now.plus(BETWEEN));
  }

  /** In UTC; null for never again. */
  private static @Nullable Instant next(String schedule, Instant after) {
    ZonedDateTime next = CronExpression.parse(schedule).next(after.atZone(ZoneOffset.UTC));
    return next == null ? null : next.toInstant();
  }

  /** Of each repository's tags that go the path the highest version, where it was not asked for. */
  private List<Candidate> highest(PromotionPath path, PathFit fit) {
    Map<Repository, Candidate> highest = new LinkedHashMap<>();
    for (Candidate candidate : rows.present(path.from())) {
      if (fit.goes(path, candidate.image()) && version(candidate.image()).isPresent()) {
        highest.merge(
            candidate.image().repository(),
            candidate,
            (one, other) ->
                version(one.image()).orElseThrow().compareTo(version(other.image()).orElseThrow())
                        >= 0
                    ? one
                    : other);
      }
    }
    return highest.values().stream().filter(each -> !rows.asked(path.name(), each)).toList();
  }

  private static Optional<Version> version(Reference image) {
    return Optional.ofNullable(image.tag()).flatMap(Version::of);
  }

  private List<PromotionOrder> orders(
      PromotionPath path, List<Candidate> candidates, PathFit fit, Instant now) {
    List<PromotionOrder> orders = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (orders.size() <= MOST && fit.goes(path, candidate.image())) {
        order(path, candidate, fit)
            .filter(order -> !isSettled(path, candidate, order, now))
            .ifPresent(orders::add);
      }
    }
    return orders;
  }

  /** What somebody had promoted already is there, or was left: either is not ours to undo. */
  private boolean isSettled(
      PromotionPath path, Candidate candidate, PromotionOrder order, Instant now) {
    String line = PromotionImages.line(order.target().tag(), path);
    if (!rows.brought(order, PromotionImages.isOneTag(line))) {
      return false;
    }
    rows.settle(path.name(), candidate, now);
    return true;
  }

  private Optional<PromotionOrder> order(PromotionPath path, Candidate candidate, PathFit fit) {
    Reference image = candidate.image();
    Tag tag = Objects.requireNonNull(image.tag());
    return fit.rest(path.from(), image.repository())
        .flatMap(rest -> fit.in(path.to(), rest, tag))
        .map(target ->
            new PromotionOrder(
                rows.requestId(path.name(), candidate),
                path.name(),
                PromotionOrder.Kind.PROMOTE,
                image,
                candidate.digest(),
                path.to(),
                target,
                PathWords.by(path.name())));
  }

  /** What is asked for now; it counts as the path's own from here on. */
  private List<PromotionOrder> first(List<PromotionOrder> orders) {
    List<PromotionOrder> first = orders.stream().limit(MOST).toList();
    first.forEach(rows::offer);
    return first;
  }
}
