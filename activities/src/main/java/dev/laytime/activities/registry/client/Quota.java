package dev.laytime.activities.registry.client;

/**
 * What a registry last told of its own limit.
 *
 * @param limit how many requests it allows in its window; 0 where it does not say
 * @param remaining how many of them are left
 */
public record Quota(long limit, long remaining) {

  /** The last fifth is what requests are spread over. */
  static final int SPREAD_PART = 5;

  boolean isScarce() {
    return limit > 0 && remaining <= limit / SPREAD_PART;
  }
}
