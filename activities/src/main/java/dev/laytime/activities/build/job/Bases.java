package dev.laytime.activities.build.job;

import dev.laytime.activities.job.JobMount;
import dev.laytime.build.BuildRecipe;
import java.util.List;
import java.util.Map;

/** How a builder reaches bases, and its cache: as nobody, or by the login that its rule names. */
final class Bases {

  private static final String LOGIN = "/run/laytime/bases";

  private Bases() {}

  /** The login, for the builder's step alone. */
  static List<JobMount> login(BuildRecipe recipe) {
    return recipe.pullSecret() == null
        ? List.of()
        : List.of(
            new JobMount.Secret(
                recipe.pullSecret(), LOGIN, Map.of(".dockerconfigjson", "config.json")));
  }

  /** Where builders look for it. */
  static Map<String, String> environment(BuildRecipe recipe) {
    return recipe.pullSecret() == null ? Map.of() : Map.of("DOCKER_CONFIG", LOGIN);
  }
}
