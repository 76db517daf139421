package dev.laytime.worker.configuration;

import dev.laytime.image.Glob;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything about promotions, and whether it fits together.
 *
 * @param paths which way they go
 * @param verifiers whose signatures count
 * @param jobs what gates run in a cluster
 * @param git where they are written
 */
record Promoting(
    List<PromotionProperties> paths,
    List<VerifierProperties> verifiers,
    List<GateJobProperties> jobs,
    List<GitTargetProperties> git) {

  Promoting {
    paths = List.copyOf(paths);
    verifiers = List.copyOf(verifiers);
    jobs = List.copyOf(jobs);
    git = List.copyOf(git);
  }

  /**
   * @throws IllegalArgumentException if it does not fit together; it says what to change
   */
  void check(List<StageProperties> stages) {
    List<String> known = stages.stream().map(StageProperties::requiredName).toList();
    List<String> trusted =
        once("verifiers", verifiers.stream().map(VerifierProperties::requiredName));
    List<String> runnable = once("jobs", jobs.stream().map(GateJobProperties::requiredName));
    List<String> targets = once("git-targets", git.stream().map(GitTargetProperties::requiredName));
    List<String> _ = once("promotions", paths.stream().map(PromotionProperties::requiredName));
    for (PromotionProperties properties : paths) {
      PromotionPath path = properties.path();
      Stream.concat(Stream.of(path.from(), path.to()), path.replicas().stream())
          .forEach(stage -> require(path, "stage", "stages", stage, known));
      properties
          .gates(Gate.Signed.class)
          .forEach(gate -> require(path, "verifier", "verifiers", gate.verifier(), trusted));
      properties
          .gates(Gate.Attested.class)
          .forEach(gate -> require(path, "verifier", "verifiers", gate.verifier(), trusted));
      properties
          .gates(Gate.Worked.class)
          .forEach(gate -> require(path, "job", "jobs", gate.job(), runnable));
      path.git().forEach(name -> require(path, "git-target", "git-targets", name, targets));
    }
    requireApart(paths.stream().map(PromotionProperties::path).toList());
  }

  private static List<String> once(String key, Stream<String> names) {
    Set<String> seen = new HashSet<>();
    List<String> all = new ArrayList<>();
    names.forEach(name -> {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "%s: expected each name once, not '%s' twice".formatted(key, name));
      }
      all.add(name);
    });
    return all;
  }

  private static void require(
      PromotionPath path, String what, String key, String name, List<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "promotion '%s': no %s is called '%s'; %s: %s"
              .formatted(path.name(), what, name, key, known));
    }
  }

  /**
   * Two ways for the same image from one stage to another would leave open which gates count, and
   * two that promote by themselves would take one tag from each other for ever.
   */
  private static void requireApart(List<PromotionPath> paths) {
    for (int i = 0; i < paths.size(); i++) {
      for (PromotionPath other : paths.subList(i + 1, paths.size())) {
        requireApart(paths.get(i), other);
      }
    }
  }

  private static void requireApart(PromotionPath one, PromotionPath other) {
    boolean sameWay = one.from().equals(other.from()) && one.to().equals(other.to());
    boolean bothAutomatic =
        one.automatic() != PromotionPath.Automatic.NONE
            && other.automatic() != PromotionPath.Automatic.NONE
            && destinations(one).anyMatch(stage -> destinations(other).anyMatch(stage::equals));
    if ((sameWay || bothAutomatic) && meet(one, other)) {
      throw new IllegalArgumentException(
          "promotions: '%s' and '%s' %s: give them repositories or tags of their own"
              .formatted(
                  one.name(),
                  other.name(),
                  sameWay
                      ? "lead the same images from one stage to the other, and nobody could say"
                          + " whose gates count"
                      : "promote into the same images by themselves"));
    }
  }

  private static Stream<String> destinations(PromotionPath path) {
    return Stream.concat(Stream.of(path.to()), path.replicas().stream());
  }

  /** As far as that is certain of tags; patterns of repositories count as the same if in doubt. */
  private static boolean meet(PromotionPath one, PromotionPath other) {
    boolean tags =
        one.tags().isEmpty()
            || other.tags().isEmpty()
            || one.tags().stream().anyMatch(other.tags()::contains);
    boolean repositories =
        one.repositories().isEmpty()
            || other.repositories().isEmpty()
            || one.repositories().stream()
                .anyMatch(a -> other.repositories().stream().anyMatch(b -> meet(a, b)));
    return tags && repositories;
  }

  private static boolean meet(String one, String other) {
    String first = literal(one);
    String second = literal(other);
    if (first.equals(one) || second.equals(other)) {
      return Glob.matches(one, other) || Glob.matches(other, one);
    }
    return first.startsWith(second) || second.startsWith(first);
  }

  /** What a pattern begins with. */
  private static String literal(String pattern) {
    int end = 0;
    while (end < pattern.length() && "*?".indexOf(pattern.charAt(end)) < 0) {
      end++;
    }
    return pattern.substring(0, end);
  }
}
