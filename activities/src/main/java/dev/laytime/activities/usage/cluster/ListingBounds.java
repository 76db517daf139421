package dev.laytime.activities.usage.cluster;

import java.time.Duration;

/**
 * What one listing may take of the worker. Who names an API server that is his own could have it
 * tell without end.
 *
 * @param objects that are looked into
 * @param images that they name in all
 * @param time from its beginning
 */
public record ListingBounds(int objects, int images, Duration time) {

  /** For a cluster that whoever runs the worker chose. */
  public static final ListingBounds NONE =
      new ListingBounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofDays(1000));

  /** For one that a tenant chose. */
  public static final ListingBounds TENANT =
      new ListingBounds(100_000, 50_000, Duration.ofMinutes(10));
}
