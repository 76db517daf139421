package dev.laytime.worker.configuration;

import dev.laytime.activities.build.job.BuilderSettings;
import dev.laytime.build.BaseImages;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All rules of builds, and whether they fit together and to the stages. */
record Building(List<BuildProperties> builds) {

  Building {
    builds = List.copyOf(builds);
  }

  /**
   * @param more whether objects in a cluster may bring stages that nobody knows yet
   * @param jobs by what something is built in Jobs; null where nothing is
   * @throws IllegalArgumentException if they do not; it says what to change
   */
  void check(List<StageProperties> stages, boolean more, @Nullable BuilderSettings jobs) {
    Set<String> seen = new HashSet<>();
    for (BuildProperties build : builds) {
      if (!seen.add(build.requiredName())) {
        throw new IllegalArgumentException(
            "builds: expected each name once, not '%s' twice".formatted(build.requiredName()));
      }
      if (jobs == null) {
        requireNoJobs(build.rule());
      } else {
        requireNone(build.rule(), jobs.objection(build.rule()));
      }
      requireNone(
          build.rule(),
          BaseImages.objection(
              build.rule().recipe().bases(),
              stages.stream().map(StageProperties::repositories).toList()));
      if (!more) {
        requireStages(build.rule(), stages);
      }
    }
  }

  private static void requireNone(BuildRule rule, String objection) {
    if (!objection.isEmpty()) {
      throw new IllegalArgumentException("build '%s': recipe.%s".formatted(rule.name(), objection));
    }
  }

  private static void requireNoJobs(BuildRule rule) {
    BuildStrategy strategy = rule.recipe().strategy();
    if (strategy.inJobs()) {
      throw new IllegalArgumentException(
          "build '%s': recipe.strategy: %s builds in Jobs: add builders, with their namespace"
              .formatted(rule.name(), strategy.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Elsewhere nothing is missing for anybody, and nothing writes tags. */
  private static void requireStages(BuildRule rule, List<StageProperties> stages) {
    for (String pattern : rule.images().repositories()) {
      String registry = pattern.substring(0, pattern.indexOf('/'));
      if (stages.stream().noneMatch(stage -> stage.repositories().registry().equals(registry))) {
        throw new IllegalArgumentException(
            "build '%s': images.repositories: '%s' lies in no stage: correct it, or add a stage"
                .formatted(rule.name(), pattern));
      }
    }
    String promote = rule.after().promote();
    List<String> names = stages.stream().map(StageProperties::requiredName).toList();
    if (promote != null && !names.contains(promote)) {
      throw new IllegalArgumentException(
          "build '%s': after.promote: no stage is called '%s'; stages: %s"
              .formatted(rule.name(), promote, names));
    }
  }
}
