package dev.laytime.worker.ledger;

import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.image.Digest;
import dev.laytime.mirror.Version;
import dev.laytime.promotion.FloatingTags;
import dev.laytime.worker.ledger.FollowingTags.Floating;
import org.jspecify.annotations.Nullable;

/**
 * Whether a floating tag may move: forward only, and never away from what somebody else put there.
 */
final class FloatingDecision {

  private static final FloatingResult MOVES = new FloatingResult(true, "");

  private FloatingDecision() {}

  /**
   * @param known what promotions made of it last; null for nothing
   */
  static FloatingResult of(FloatingRequest request, @Nullable Floating known) {
    Digest present = request.present();
    if (request.digest().equals(present)) {
      // Two versions may be the same bytes: what is known of the tag goes forward only, too.
      return known == null || !isPassed(request, known) ? MOVES : follows(request, known);
    }
    if (Version.of(request.version()).isEmpty()) {
      return stays(
          "%s is no version, so nothing says whether that is forward".formatted(request.version()));
    }
    if (known == null) {
      return present == null
          ? MOVES
          : stays(
              "it names %s, which no promotion put there and no version's tag names; delete it, and"
                      .formatted(present)
                  + " the next promotion writes it");
    }
    if (present != null && !present.equals(known.digest())) {
      return stays(
          "it names %s, and the last promotion of it put %s there"
              .formatted(present, known.digest()));
    }
    return request.back() || FloatingTags.forward(known.version(), request.version())
        ? MOVES
        : follows(request, known);
  }

  private static boolean isPassed(FloatingRequest request, Floating known) {
    return !request.back()
        && Version.of(request.version()).isPresent()
        && !FloatingTags.forward(known.version(), request.version());
  }

  private static FloatingResult follows(FloatingRequest request, Floating known) {
    return stays(
        "it follows %s, which comes after %s".formatted(known.version(), request.version()));
  }

  private static FloatingResult stays(String reason) {
    return new FloatingResult(false, reason);
  }
}
