package dev.laytime.e2e.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many times as much one tool needs as another.
 *
 * <p>Both were measured in the same rounds, so that each round has a ratio of its own. The interval
 * is Student's, of the logarithms of these; without it, low and high are infinitely far apart.
 *
 * @param mean the geometric mean of the rounds' ratios
 * @param low the lower end of the interval that holds the true ratio with 95 % confidence
 * @param high its upper end
 */
public record Ratio(double mean, double low, double high) {

  /** Student's t for 95 %, both sides, by degrees of freedom from 1. */
  private static final double[] STUDENT = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  /** Clocks of processes tick a hundred times a second. */
  private static final double LEAST = 0.005;

  /**
   * How many times theirs ours is, and how sure that is.
   *
   * @param ours one value a round
   * @param theirs of the same rounds
   */
  public static Ratio of(List<Double> ours, List<Double> theirs) {
    int count = Math.min(ours.size(), theirs.size());
    double[] logs =
        IntStream.range(0, count).mapToDouble(i -> log(ours.get(i)) - log(theirs.get(i))).toArray();
    double mean = IntStream.range(0, count).mapToDouble(i -> logs[i]).average().orElseThrow();
    double margin = count < 2 ? Double.POSITIVE_INFINITY : margin(logs, mean);
    return new Ratio(Math.exp(mean), Math.exp(mean - margin), Math.exp(mean + margin));
  }

  /** Whether the interval leaves out that both need the same. */
  boolean isDifference() {
    return low > 1 || high < 1;
  }

  /** Whether there is an interval at all. */
  public boolean isBounded() {
    return Double.isFinite(high);
  }

  private static double margin(double[] logs, double mean) {
    int freedom = logs.length - 1;
    double squares = 0;
    for (double log : logs) {
      squares += (log - mean) * (log - mean);
    }
    double student = STUDENT[Math.min(freedom, STUDENT.length) - 1];
    return student * Math.sqrt(squares / freedom / logs.length);
  }

  private static double log(double value) {
    return Math.log(Math.max(value, LEAST));
  }
}
