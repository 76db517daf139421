package dev.laytime.activities.crd.qebbeq;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.laytime.mirror.PollInterval;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a mirror copies.
 *
 * @param type {@code IfNotPresent} or {@code Poll}, in the large or the small spelling
 * @param intervalSeconds from one poll to the next: 300 where it is not said, and never less than
 *     10 s or more than a day
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MirrorPolicy(
    @ValidationRule(
            value = "self in ['IfNotPresent', 'Poll', 'ifNotPresent', 'poll']",
            message = "policy.type: expected IfNotPresent or Poll")
        @JsonPropertyDescription("Policy type: IfNotPresent | Poll")
        @Nullable String type,
    @Min(0)
        @io.fabric8.generator.annotation.Nullable
        @JsonPropertyDescription("Polling interval in seconds (used when type==Poll)")
        @JsonAlias("interval_seconds")
        @Nullable Long intervalSeconds) {

  private static final String POLL = "poll";
  private static final long SECONDS = 300;

  /** How often its source is polled, as near as may be; null where it is not. */
  @Nullable PollInterval interval() {
    if (!POLL.equalsIgnoreCase(type)) {
      return null;
    }
    long seconds = intervalSeconds == null ? SECONDS : intervalSeconds;
    return PollInterval.nearest(
        Duration.ofSeconds(Math.min(seconds, PollInterval.LONGEST.toSeconds())));
  }
}
