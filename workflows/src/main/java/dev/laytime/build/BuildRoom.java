package dev.laytime.build;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a build may begin that counts for somebody.
 *
 * @param why not before; empty where it may now
 */
record BuildRoom(Orderer orderer, Instant at, String why) {

  /** So much later it is looked again whether one of those under way has ended. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  /** Empty where there never is. */
  static Optional<BuildRoom> of(BuildRule rule, Orderer orderer, Admission.Past past, Instant now) {
    BuildLimits limits = rule.orders();
    List<Instant> begun = past.begun().getOrDefault(orderer.namespace(), List.of());
    return limits
        .next(begun, now)
        .map(hourly ->
            hourly.isAfter(now)
                ? new BuildRoom(
                    orderer,
                    hourly,
                    "%d builds of %s by rule %s were begun within an hour, as many as may be"
                        .formatted(limits.perHour(), orderer, rule.name()))
                : of(rule, orderer, past.underway().getOrDefault(orderer.namespace(), 0), now));
  }

  private static BuildRoom of(BuildRule rule, Orderer orderer, int underway, Instant now) {
    return underway < rule.orders().atOnce()
        ? new BuildRoom(orderer, now, "")
        : new BuildRoom(
            orderer,
            now.plus(LOOK),
            "%d builds of %s are under way, and rule %s begins no more than %d at once"
                .formatted(underway, orderer, rule.name(), rule.orders().atOnce()));
  }
}
