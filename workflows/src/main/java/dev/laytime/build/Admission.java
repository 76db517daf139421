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
   * @param underway how many by any rule are under way, by namespace
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
    return charged(rule, allowed, past, now);
  }

  private static Admission charged(
      BuildRule rule, SortedSet<Orderer> allowed, Past past, Instant now) {
    Optional<BuildRoom> first =
        allowed.stream()
            .flatMap(orderer -> BuildRoom.of(rule, orderer, past, now).stream())
            .min(Comparator.comparing(BuildRoom::at).thenComparing(BuildRoom::orderer));
    if (first.isEmpty()) {
      return new Refused("build rule %s takes orders from people only".formatted(rule.name()));
    }
    return first.get().at().isAfter(now)
        ? new Later(first.get().at(), first.get().why())
        : new Admitted(first.get().orderer());
  }
}
