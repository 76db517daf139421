package dev.laytime.activities.registry.embedded;

/**
 * A fault, and when it strikes.
 *
 * @param times how many requests it strikes; those that it cannot change do not count
 */
public record FaultRule(Fault fault, RequestMatcher matcher, int times) {

  private static final int FOR_EVER = Integer.MAX_VALUE;

  /** A fault that strikes every request. */
  public static FaultRule always(Fault fault) {
    return new FaultRule(fault, RequestMatcher.any(), FOR_EVER);
  }

  /** The same, for some requests only. */
  public FaultRule on(RequestMatcher other) {
    return new FaultRule(fault, other, times);
  }

  /** The same, for the next so many requests. */
  public FaultRule times(int number) {
    return new FaultRule(fault, matcher, number);
  }
}
