package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.view.WhyView;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What an image's promotions are and were, for people. Used within a transaction. */
final class PromotedWords {

  private static final int MOST = 10;

  private final PromotionRows rows;

  PromotedWords(PromotionRows rows) {
    this.rows = rows;
  }

  /** The last ordered first. */
  List<WhyView.Promoted> of(Reference image) {
    Set<List<String>> seen = new HashSet<>();
    return rows.about(image, 2 * MOST).stream()
        .filter(about -> seen.add(key(about)))
        .limit(MOST)
        .map(PromotedWords::promoted)
        .toList();
  }

  /** A way back takes a digest from where it brings it. */
  private static List<String> key(PromotionRows.About about) {
    PromotionStatus status = about.known().status();
    return List.of(status.id(), status.order().requestId());
  }

  private static WhyView.Promoted promoted(PromotionRows.About about) {
    Promotions.Known known = about.known();
    PromotionStatus status = known.status();
    return new WhyView.Promoted(
        status.id(),
        about.takes(),
        status.state(),
        status.order().path(),
        status.order().stage(),
        status.order().digest(),
        status.order().by(),
        known.proof(),
        Objects.requireNonNullElse(
            known.endedAt(), Objects.requireNonNullElse(status.movedAt(), status.orderedAt())),
        status.cause(),
        status.state() == PromotionState.WAITING
            ? status.gates().stream().filter(gate -> gate.verdict() != Gate.Verdict.PASSED).toList()
            : List.of());
  }
}
