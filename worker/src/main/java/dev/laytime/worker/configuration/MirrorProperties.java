package dev.laytime.worker.configuration;

import dev.laytime.mirror.MirrorRule;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a stage's missing images come from.
 *
 * @param target {@code HOST[:PORT][/PATH]} in a stage
 * @param source {@code HOST[:PORT][/PATH]} upstream
 * @param onDemand whether who names an image below the source orders it below the target
 */
public record MirrorProperties(
    @Nullable String target, @Nullable String source, @DefaultValue("false") boolean onDemand) {

  /**
   * @throws IllegalArgumentException if one of them is missing or not of its form
   */
  public MirrorProperties {
    var _ = rule(target, source, onDemand);
  }

  MirrorRule rule() {
    return rule(target, source, onDemand);
  }

  private static MirrorRule rule(
      @Nullable String target, @Nullable String source, boolean onDemand) {
    return new MirrorRule(
        Require.prefix("target", target), Require.prefix("source", source), true, onDemand);
  }
}
