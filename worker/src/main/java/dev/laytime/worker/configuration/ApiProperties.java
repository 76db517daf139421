package dev.laytime.worker.configuration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The HTTP API.
 *
 * @param tokenFile holds the bearer token for writes; relative to the configuration file, null for
 *     none
 * @param promotions who else may ask for promotions
 * @param builds who else may order builds
 */
public record ApiProperties(
    @Nullable String tokenFile,
    @DefaultValue PromotionAccessProperties promotions,
    @DefaultValue BuildAccessProperties builds) {
  public ApiProperties {
    tokenFile = Require.optional(tokenFile);
  }
}
