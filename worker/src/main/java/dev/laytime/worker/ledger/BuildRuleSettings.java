package dev.laytime.worker.ledger;

import dev.laytime.build.BuildRule;
import org.jspecify.annotations.Nullable;

/**
 * A rule of builds, as configuration or an object says it.
 *
 * @param object {@code NAMESPACE/NAME} of the object that says it; null for configuration's
 */
public record BuildRuleSettings(BuildRule rule, @Nullable String object) {

  /** One of configuration's. */
  public BuildRuleSettings(BuildRule rule) {
    this(rule, null);
  }
}
