package dev.laytime.build;

import dev.laytime.image.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A rule to begin tests with. */
final class BuildSamples {

  private BuildSamples() {}

  static BuildRule rule() {
    return rule(
        List.of(new RefMapping.ToTag("v{tag}"), new RefMapping.ToCommit("")),
        new BuildLimits(List.of("team-*"), List.of("cluster"), 2),
        false);
  }

  static BuildRule rule(List<RefMapping> refs, BuildLimits orders, boolean rebuild) {
    return new BuildRule(
        "app",
        new BuildImages(List.of("registry.example.com/team/**"), List.of()),
        new GitRepository("https://git.example.com/team/app.git", null),
        refs,
        new AllowedRefs(List.of("v*"), List.of("main", "release/*")),
        recipe(Map.of()),
        orders,
        rebuild,
        AfterBuild.NOTHING);
  }

  static BuildRecipe recipe(Map<String, String> args) {
    return new BuildRecipe(
        BuildStrategy.KANIKO,
        "",
        "Dockerfile",
        null,
        args,
        List.of(Platform.parse("linux/amd64")),
        BuildResources.USUAL,
        List.of(),
        null,
        List.of(),
        Duration.ofHours(1));
  }
}
