package dev.laytime.activities.registry.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many pulls Docker Hub still grants.
 *
 * @param limit in its window of time
 * @param remaining of those
 * @param source whom it counts us as: an address, or a user; empty where it does not say
 * @see <a href="https://docs.docker.com/docker-hub/usage/pulls/">Docker Hub, pull usage and
 *     limits</a>
 */
public record PullQuota(long limit, long remaining, String source) {

  private static final Pattern LEADING = Pattern.compile("\\s*([0-9]{1,12})\\s*(?:[,;].*)?");
  private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9.:_-]{1,100}");

  /** What an answer says of it; empty where it says nothing. */
  static Optional<PullQuota> of(RateLimits.Answer answer) {
    Optional<Long> limit = number(answer, "RateLimit-Limit");
    Optional<Long> remaining = number(answer, "RateLimit-Remaining");
    String source = answer.header("Docker-RateLimit-Source").map(String::strip).orElse("");
    return limit.flatMap(most ->
        remaining.map(
            left -> new PullQuota(most, left, SOURCE.matcher(source).matches() ? source : "")));
  }

  private static Optional<Long> number(RateLimits.Answer answer, String name) {
    Matcher leading = LEADING.matcher(answer.header(name).orElse(""));
    return leading.matches() ? Optional.of(Long.parseLong(leading.group(1))) : Optional.empty();
  }
}
