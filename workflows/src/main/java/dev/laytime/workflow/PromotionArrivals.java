package dev.laytime.workflow;

import dev.laytime.activity.StageTarget;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far a promotion is in each destination and in Git. It asks nobody. */
final class PromotionArrivals {

  /** What is nowhere may be put back for so long. */
  private static final Duration LOST_FOR_GOOD = Duration.ofDays(1);

  private final Map<String, Destination> destinations = new LinkedHashMap<>();
  private final Map<String, Instant> attempts = new LinkedHashMap<>();
  private final Set<String> givenUp = new LinkedHashSet<>();
  private final List<String> commits = new ArrayList<>();

  /** What an earlier run knew. */
  void carry(PromotionStatus status) {
    status.destinations().forEach(one -> destinations.put(one.stage(), one));
    commits.addAll(status.commits());
  }

  /**
   * Nothing is done yet.
   *
   * @param named what the targets' tags name
   */
  void begin(List<StageTarget> targets, Map<Reference, Digest> named) {
    for (StageTarget target : targets) {
      destinations.put(
          target.stage(),
          new Destination(
              target.stage(),
              target.image(),
              Destination.Step.NONE,
              named.get(target.image()),
              List.of(),
              List.of(),
              ""));
    }
  }

  /** All destinations, the path's target first. */
  List<Destination> all() {
    return List.copyOf(destinations.values());
  }

  Destination in(String stage) {
    return Objects.requireNonNull(destinations.get(stage), stage);
  }

  void put(Destination destination) {
    destinations.put(destination.stage(), destination);
    attempts.remove(destination.stage());
    givenUp.remove(destination.stage());
  }

  void putOff(Destination destination, Instant until) {
    destinations.put(destination.stage(), destination);
    attempts.put(destination.stage(), until);
    Instant lost = destination.lostSince();
    if (lost != null && !WorkflowClock.now().isBefore(lost.plus(LOST_FOR_GOOD))) {
      givenUp.add(destination.stage());
    }
  }

  /** When the first of those that failed is tried again; null where none has. */
  @Nullable Instant nextAttempt() {
    return attempts.values().stream().min(Instant::compareTo).orElse(null);
  }

  /** Whether everything is there. */
  boolean complete() {
    return destinations.values().stream().allMatch(one -> one.step() == Destination.Step.ATTESTED);
  }

  /** Whether nothing is left to be done but to bring what has been nowhere for too long. */
  boolean isLost() {
    return !givenUp.isEmpty()
        && destinations.values().stream()
            .allMatch(
                one -> one.step() == Destination.Step.ATTESTED || givenUp.contains(one.stage()));
  }

  /** What is missing where, for people. */
  String loss() {
    return givenUp.stream()
        .map(stage -> "%s since %s: %s".formatted(stage, in(stage).lostSince(), in(stage).cause()))
        .collect(Collectors.joining("; "));
  }

  /** What was written into Git, or left alone: each by the target's name. */
  List<String> commits() {
    return List.copyOf(commits);
  }

  boolean committed(String git) {
    return commits.stream().anyMatch(commit -> commit.startsWith(git + " "));
  }

  void commit(String git, String commit) {
    commits.add(git + " " + commit);
  }
}
