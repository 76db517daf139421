package dev.laytime.build;

import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether a missing image is built because somebody names it. */
public sealed interface Admission {

  /**
   * It is.
   *
   * @param by whose build it counts as
   */
  record Admitted(Orderer by) implements Admission {}

  /** It may be, later. */
  record Later(Instant when, String why) implements Admission {}

  /** It is not, as things are. */
  record Refused(String why) implements Admission {}

  /**
   * What was before.
   *
   * @param existed whether the tag once named an image, here or in the registry
   * @param begun when builds by the rule were begun, by namespace
   */
  record Past(boolean existed, Map<String, List<Instant>> begun) {
    public Past {
      begun = Map.copyOf(begun);
    }
  }

  /**
   * Decides.
   *
   * @param by everybody who names the image
   */
  static Admission of(
      BuildRule rule, Reference image, Collection<Orderer> by, Past past, Instant now) {
    if (!rule.covers(image)) {
      return new Refused("build rule %s is not for %s".formatted(rule.name(), image));
    }
    if (past.existed() && !rule.rebuild()) {
      return new Refused(
          "%s was there before, and build rule %s does not rebuild: take another tag"
              .formatted(image, rule.name()));
    }
    SortedSet<Orderer> allowed = new TreeSet<>(by.stream().filter(rule.orders()::cover).toList());
    if (allowed.isEmpty()) {
      return new Refused(
          "build rule %s takes no orders from %s"
              .formatted(rule.name(), by.isEmpty() ? "nobody" : new TreeSet<>(by)));
    }
    return charged(rule, allowed, past, now);
  }

  private static Admission charged(
      BuildRule rule, SortedSet<Orderer> allowed, Past past, Instant now) {
    record Room(Orderer orderer, Instant at) {}
    Optional<Room> first =
        allowed.stream()
            .flatMap(orderer ->
                rule
                    .orders()
                    .next(past.begun().getOrDefault(orderer.namespace(), List.of()), now)
                    .map(at -> new Room(orderer, at))
                    .stream())
            .min(Comparator.comparing(Room::at).thenComparing(Room::orderer));
    if (first.isEmpty()) {
      return new Refused("build rule %s takes orders from people only".formatted(rule.name()));
    }
    return first.get().at().isAfter(now)
        ? new Later(
            first.get().at(),
            "%d builds of %s by rule %s were begun within an hour, as many as may be"
                .formatted(rule.orders().perHour(), first.get().orderer(), rule.name()))
        : new Admitted(first.get().orderer());
  }
}
