package dev.laytime.worker.configuration;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP API.
 *
 * @param tokenFile holds the bearer token for writes; relative to the configuration file, null for
 *     none
 */
public record ApiProperties(@Nullable String tokenFile) {
  public ApiProperties {
    tokenFile = Require.optional(tokenFile);
  }
}
