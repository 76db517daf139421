package dev.laytime.worker.configuration;

import dev.laytime.mirror.MirrorRule;
import org.jspecify.annotations.Nullable;

/**
 * Where a stage's missing images come from.
 *
 * @param target {@code HOST[:PORT][/PATH]} in a stage
 * @param source {@code HOST[:PORT][/PATH]} upstream
 */
public record MirrorProperties(@Nullable String target, @Nullable String source) {

  /**
   * @throws IllegalArgumentException if one of them is missing or not of its form
   */
  public MirrorProperties {
    var _ = rule(target, source);
  }

  MirrorRule rule() {
    return rule(target, source);
  }

  private static MirrorRule rule(@Nullable String target, @Nullable String source) {
    return new MirrorRule(Require.prefix("target", target), Require.prefix("source", source), true);
  }
}
