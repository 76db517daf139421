package dev.laytime.e2e.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A tool beside the best peer of the same case that guarantees no less.
 *
 * @param best the peer
 * @param ratio how many times as much as that
 */
record Rival(Line best, Ratio ratio) {

  /** Who is best by one measure; nobody where no peer does the case with the same guarantees. */
  static Optional<Rival> of(Line line, List<Line> all, ToDoubleFunction<Sample> measure) {
    return all.stream()
        .filter(Line::peer)
        .filter(peer -> peer.caseName().equals(line.caseName()))
        .filter(peer -> peer.guarantees().cover(line.guarantees()))
        .min(Comparator.comparingDouble(peer -> Spread.of(peer.each(measure)).median()))
        .map(best -> new Rival(best, Ratio.of(line.each(measure), best.each(measure))));
  }
}
