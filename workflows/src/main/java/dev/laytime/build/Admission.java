package dev.laytime.build;

import dev.laytime.image.Reference;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a missing image is built because somebody names it. */
public sealed interface Admission {

  /**
   * It is.
   *
   * @param by whose build it counts as
   */
  record Admitted(Orderer by) implements Admission {}

  /**
   * It may be, later.
   *
   * @param slots whose builds it waits for: it may be earlier where one of these ends. None where
   *     it waits for the hour
   */
  record Later(Instant when, String why, Set<String> slots) implements Admission {
    public Later {
      slots = Set.copyOf(slots);
    }
  }

  /** It is not, as things are. */
  record Refused(String why) implements Admission {}

  /**
   * What was before.
   *
   * @param existed whether the tag once named an image, here or in the registry
   * @param begun when builds by the rule were begun, by {@link Orderer#charge}
   * @param underway how many by any rule are under way, by the same
   */
  record Past(boolean existed, Map<String, List<Instant>> begun, Map<String, Integer> underway) {
    public Past {
      begun = Map.copyOf(begun);
      underway = Map.copyOf(underway);
    }

    /** With none under way. */
    public Past(boolean existed, Map<String, List<Instant>> begun) {
      this(existed, begun, Map.of());
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
    return charged(rule, image, allowed, past, now);
  }

  private static Admission charged(
      BuildRule rule, Reference image, SortedSet<Orderer> allowed, Past past, Instant now) {
    List<BuildRoom> rooms =
        allowed.stream()
            .flatMap(orderer -> BuildRoom.of(rule, image, orderer, past, now).stream())
            .sorted(BuildRoom.FIRST)
            .toList();
    if (rooms.isEmpty()) {
      return new Refused("build rule %s takes orders from people only".formatted(rule.name()));
    }
    BuildRoom first = rooms.getFirst();
    return first.at().isAfter(now)
        ? new Later(
            first.at(),
            first.why(),
            rooms.stream()
                .filter(BuildRoom::isTaken)
                .map(room -> room.orderer().charge())
                .collect(Collectors.toSet()))
        : new Admitted(first.orderer());
  }
}
