package dev.laytime.worker.ledger;

import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Version;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which promotion may move a floating tag. Used within a transaction. */
final class FloatingMoves {

  static final String SUPERSEDED_BY = "superseded by ";
  private static final Duration RESERVED = Duration.ofMinutes(10);

  private final PromotionTables promotions;
  private final InstantSource clock;

  FloatingMoves(PromotionTables promotions, InstantSource clock) {
    this.promotions = promotions;
    this.clock = clock;
  }

  /**
   * Whether a tag may go where it is to; one that may is kept for who asks.
   *
   * @throws BusyException while another promotion moves it
   */
  FloatingResult reserve(FloatingRequest request) {
    Instant now = clock.instant();
    mover(request, now)
        .ifPresent(other -> {
          throw new BusyException("%s moves %s right now".formatted(other, request.image()));
        });
    FloatingResult result = decide(request);
    if (result.moves()) {
      promotions.following.reserve(request.image(), request.promotion(), now.plus(RESERVED));
    }
    return result;
  }

  /** Whether it might go there now, for somebody who only wants to know. */
  FloatingResult may(FloatingRequest request) {
    return mover(request, clock.instant())
        .map(other -> new FloatingResult(false, other + " moves it right now"))
        .orElseGet(() -> decide(request));
  }

  private Optional<String> mover(FloatingRequest request, Instant now) {
    return promotions
        .following
        .reservedBy(request.image(), now)
        .filter(promotion -> !promotion.equals(request.promotion()));
  }

  private FloatingResult decide(FloatingRequest request) {
    String later = laterThan(request);
    return later == null
        ? FloatingDecision.of(
            request,
            promotions.following.find(request.image()).or(() -> found(request)).orElse(null))
        : new FloatingResult(false, SUPERSEDED_BY + later);
  }

  /** One that was there before any promotion follows the version that it names the digest of. */
  private Optional<FollowingTags.Floating> found(FloatingRequest request) {
    Digest present = request.present();
    return present == null
        ? Optional.empty()
        : promotions.presentSince.tags(request.image().repository(), present).stream()
            .filter(tag -> !tag.equals(request.image().tag()))
            .filter(tag -> isAsLong(tag, request.version()))
            .flatMap(tag -> Version.of(tag).stream().map(version -> Map.entry(version, tag)))
            .max(Map.Entry.comparingByKey())
            .map(highest ->
                new FollowingTags.Floating(
                    request.image(), highest.getValue(), present, "", Instant.EPOCH));
  }

  /** A tag of fewer numbers is likely to float, too: which version it is cannot be told. */
  private static boolean isAsLong(Tag tag, Tag version) {
    return numbers(tag) >= numbers(version);
  }

  private static int numbers(Tag tag) {
    return tag.value().split("-", 2)[0].split("\\.", -1).length;
  }

  /** Promotions go forward only, whichever moves first; a way back is for what moved before it. */
  private @Nullable String laterThan(FloatingRequest request) {
    return promotions.orders.last(request.promotion()).stream()
        .map(Promotions.Known::status)
        .filter(status -> status.state() == PromotionState.MOVING)
        .flatMap(status -> after(status, request.image().repository()))
        .filter(later -> later.behind() == null)
        .filter(later -> request.back() || later.kind() == PromotionOrder.Kind.ROLLBACK)
        .map(PromotionImages.Moved::promotion)
        .findFirst()
        .orElse(null);
  }

  private Stream<PromotionImages.Moved> after(PromotionStatus status, Repository repository) {
    PromotionOrder order = status.order();
    return promotions.orders.find(status.id(), order.requestId()).stream()
        .flatMap(row -> Stream.ofNullable(row.facts().move()))
        .flatMap(number ->
            promotions.images.lineOf(status.id(), order.requestId(), repository).stream()
                .flatMap(line ->
                    promotions.images.moved(repository, line, number, Long.MAX_VALUE).stream()));
  }
}
