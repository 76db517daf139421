package dev.laytime.worker.configuration;

import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PathConflict;
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

  private static void requireApart(List<PromotionPath> paths) {
    for (int i = 0; i < paths.size(); i++) {
      for (PromotionPath other : paths.subList(i + 1, paths.size())) {
        String conflict = PathConflict.between(paths.get(i), other);
        if (conflict != null) {
          throw new IllegalArgumentException("promotions: " + conflict);
        }
      }
    }
  }
}
