package dev.laytime.e2e.bench;

import java.util.List;
import java.util.Locale;

/** The middle of some measurements and their ends. */
public record Spread(double median, double min, double max) {

  /**
   * That of some values.
   *
   * @param values at least one
   */
  public static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }

  /** As in {@code 1.50 (1.20–2.00)}. */
  public String text() {
    return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median, min, max);
  }
}
