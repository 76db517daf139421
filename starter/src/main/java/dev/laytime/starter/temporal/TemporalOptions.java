package dev.laytime.starter.temporal;

import org.jspecify.annotations.Nullable;

/**
 * What is typed about Temporal.
 *
 * @param address {@code --temporal-address}, host and port
 * @param namespace {@code --temporal-namespace}
 * @param profile {@code --temporal-profile}, a name in Temporal's own configuration file
 */
public record TemporalOptions(
    @Nullable String address, @Nullable String namespace, @Nullable String profile) {

  /** Nothing typed. */
  public static final TemporalOptions NONE = new TemporalOptions(null, null, null);

  boolean given() {
    return !equals(NONE);
  }
}
