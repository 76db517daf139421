package dev.laytime.build;

import dev.laytime.image.Reference;
import dev.laytime.promotion.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a build may begin that counts for somebody.
 *
 * @param at the present where it may now
 * @param left how many may begin at once by then; 0 where all slots are taken
 * @param why not before; empty where it may now
 */
record BuildRoom(Orderer orderer, Instant at, int left, String why) {

  /** Who may begin first, then who may begin most. */
  static final Comparator<BuildRoom> FIRST =
      Comparator.comparing(BuildRoom::at)
          .thenComparing(Comparator.comparingInt(BuildRoom::left).reversed())
          .thenComparing(BuildRoom::orderer);

  /** So much later it is looked again, where nobody told that one of those under way has ended. */
  private static final Duration LOOK = Duration.ofMinutes(15);

  /** Empty where there never is. */
  static Optional<BuildRoom> of(
      BuildRule rule, Reference image, Orderer orderer, Admission.Past past, Instant now) {
    BuildLimits limits = rule.orders();
    List<Instant> begun = past.begun().getOrDefault(orderer.charge(), List.of());
    int underway = past.underway().getOrDefault(orderer.charge(), 0);
    return limits
        .next(begun, now)
        .map(hourly ->
            hourly.isAfter(now)
                ? new BuildRoom(
                    orderer,
                    hourly,
                    1,
                    "%d builds of %s by rule %s were begun within an hour, as many as may be"
                        .formatted(limits.perHour(), orderer, rule.name()))
                : of(
                    rule,
                    image,
                    orderer,
                    Math.min(limits.left(begun, now), limits.atOnce() - underway),
                    underway,
                    now));
  }

  private static BuildRoom of(
      BuildRule rule, Reference image, Orderer orderer, int left, int underway, Instant now) {
    return left > 0
        ? new BuildRoom(orderer, now, left, "")
        : new BuildRoom(
            orderer,
            now.plus(Backoff.after(image.text(), 1, LOOK, LOOK)),
            0,
            "%d builds of %s are under way, and rule %s begins no more than %d at once"
                .formatted(underway, orderer, rule.name(), rule.orders().atOnce()));
  }

  /** Whether it waits until one of those under way ends. */
  boolean isTaken() {
    return left == 0;
  }
}
