package dev.laytime.worker.ledger;

import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.worker.ledger.PromotionCounts.Waiting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What promotions wait for. */
final class PromotionWaits {

  private PromotionWaits() {}

  /** The kinds of those of its gates that do not hold, each once. */
  static Stream<String> gates(PromotionPath path, PromotionStatus status) {
    return path.gates().stream()
        .filter(gate ->
            status.gates().stream()
                .anyMatch(report ->
                    report.gate().equals(gate.name()) && report.verdict() != Gate.Verdict.PASSED))
        .map(Gate::kind)
        .distinct();
  }

  /** The Git target that could not be written and is to be tried again; they go one by one. */
  static Stream<String> git(PromotionPath path, PromotionStatus status) {
    boolean arrived =
        !status.destinations().isEmpty()
            && status.destinations().stream()
                .allMatch(one -> one.step() == Destination.Step.ATTESTED);
    return !arrived || status.nextAttempt() == null
        ? Stream.of()
        : Objects.requireNonNullElse(status.git(), path.git()).stream()
            .filter(name ->
                status.commits().stream().noneMatch(commit -> commit.startsWith(name + " ")))
            .limit(1);
  }

  /**
   * How many wait for what.
   *
   * @param paths each by its name; null for one that nobody knows
   */
  static List<Waiting> count(
      List<PromotionStatus> all,
      Function<String, @Nullable PromotionPath> paths,
      BiFunction<PromotionPath, PromotionStatus, Stream<String>> what) {
    Map<Waiting, Long> counts = new LinkedHashMap<>();
    for (PromotionStatus status : all) {
      PromotionPath path = paths.apply(status.order().path());
      if (path != null) {
        what.apply(path, status)
            .forEach(one -> counts.merge(new Waiting(path.name(), one, 0), 1L, Long::sum));
      }
    }
    return counts.entrySet().stream()
        .map(each -> new Waiting(each.getKey().path(), each.getKey().what(), each.getValue()))
        .toList();
  }
}
