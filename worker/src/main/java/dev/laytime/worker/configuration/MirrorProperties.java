package dev.laytime.worker.configuration;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.PollInterval;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a stage's missing images come from.
 *
 * @param target {@code HOST[:PORT][/PATH]} in a stage
 * @param source {@code HOST[:PORT][/PATH]} upstream
 * @param onDemand whether who names an image below the source orders it below the target
 * @param repositories patterns of what may be ordered below the target; empty for all
 * @param namespaces patterns of the namespaces whose objects may order it; empty for all
 * @param poll how often the source is looked at, as in {@code 5m}; null where it is not
 */
public record MirrorProperties(
    @Nullable String target,
    @Nullable String source,
    @DefaultValue("false") boolean onDemand,
    @DefaultValue List<String> repositories,
    @DefaultValue List<String> namespaces,
    @Nullable String poll) {

  /**
   * @throws IllegalArgumentException if one of them is missing or not of its form
   */
  public MirrorProperties {
    poll = Require.optional(poll);
    var _ = Require.prefix("target", target);
    var _ = Require.prefix("source", source);
    repositories = Require.patterns("repositories", repositories);
    namespaces = Require.patterns("namespaces", namespaces);
    var _ = interval(poll);
  }

  MirrorRule rule() {
    return new MirrorRule(
            Require.prefix("target", target), Require.prefix("source", source), true, onDemand)
        .limitedTo(new OrderLimits(repositories, namespaces))
        .polled(interval(poll));
  }

  private static @Nullable PollInterval interval(@Nullable String poll) {
    if (poll == null) {
      return null;
    }
    Duration every = Require.duration("poll", poll);
    PollInterval nearest = PollInterval.nearest(every);
    if (!nearest.every().equals(every)) {
      throw new IllegalArgumentException(
          "poll: expected from 10s to 1d, in whole seconds, not '%s'".formatted(poll));
    }
    return nearest;
  }
}
