package dev.laytime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing sequence short: operations are left out as long as it still fails. */
public final class Shrinker {

  private Shrinker() {}

  /**
   * A shortest sequence of which no single operation can be left out.
   *
   * @param fails whether a sequence still does; it holds for {@code sequence}
   */
  public static List<Operation> shrink(List<Operation> sequence, Predicate<List<Operation>> fails) {
    List<Operation> smallest = sequence;
    int chunk = Math.max(1, sequence.size() / 2);
    while (true) {
      List<Operation> smaller = withoutSome(smallest, chunk, fails);
      if (smaller.size() < smallest.size()) {
        smallest = smaller;
      } else if (chunk == 1) {
        return smallest;
      } else {
        chunk = chunk / 2;
      }
    }
  }

  private static List<Operation> withoutSome(
      List<Operation> sequence, int chunk, Predicate<List<Operation>> fails) {
    List<Operation> kept = sequence;
    int at = 0;
    while (at < kept.size()) {
      List<Operation> candidate = new ArrayList<>(kept.subList(0, at));
      candidate.addAll(kept.subList(Math.min(at + chunk, kept.size()), kept.size()));
      if (fails.test(candidate)) {
        kept = candidate;
      } else {
        at += chunk;
      }
    }
    return kept;
  }
}
