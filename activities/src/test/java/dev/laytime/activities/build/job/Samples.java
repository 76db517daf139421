package dev.laytime.activities.build.job;

import dev.laytime.activity.BuildRequest;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule by which Jobs build, and what they are asked. */
final class Samples {

  static final Platform AMD = Platform.parse("linux/amd64");
  static final Platform ARM = Platform.parse("linux/arm64");
  static final Repository WORKSHOP = new Repository("r.test", "dev/laytime-build/app");
  static final GitCommit COMMIT = new GitCommit("c".repeat(40));
  static final String PIN = "sha256:" + "e".repeat(64);

  static final BuilderSettings SETTINGS =
      new BuilderSettings(
          "ns",
          Reference.parse("r.test/laytime@" + PIN),
          Reference.parse("r.test/kaniko@" + PIN),
          Reference.parse("r.test/buildkit@" + PIN),
          true,
          "push-{rule}",
          List.of("pull"),
          List.of("plain.test:5000"),
          "1Gi",
          Duration.ofHours(1));

  private Samples() {}

  static BuildRecipe recipe(BuildStrategy strategy, String context, Platform... platforms) {
    return recipe(
        strategy, context, List.of(platforms), List.of("npm"), new Repository("cache.test", "app"));
  }

  static BuildRecipe withoutCache(BuildStrategy strategy, String... secrets) {
    return recipe(strategy, "app", List.of(AMD), List.of(secrets), null);
  }

  private static BuildRecipe recipe(
      BuildStrategy strategy,
      String context,
      List<Platform> platforms,
      List<String> secrets,
      @Nullable Repository cache) {
    return new BuildRecipe(
        strategy,
        context,
        "build/Dockerfile",
        "run",
        Map.of("VERSION", "{tag}", "REVISION", "{commit}"),
        platforms,
        new BuildResources("500m", "2Gi", "10Gi"),
        secrets,
        cache,
        List.of(),
        Duration.ofMinutes(30));
  }

  static BuildRequest request(BuildRecipe recipe, GitCommit commit) {
    Reference image = Reference.parse("r.test/dev/app:1.2");
    return new BuildRequest(
        new BuildRule(
            "app",
            new BuildImages(List.of("r.test/dev/**"), List.of()),
            new GitRepository("https://git.test/app.git", null),
            List.of(new RefMapping.ToTag("v{tag}")),
            new AllowedRefs(List.of("v*"), List.of("main")),
            recipe,
            BuildLimits.NOBODY,
            false,
            AfterBuild.NOTHING),
        image,
        new ResolvedRef("refs/heads/main", commit),
        BuildId.of(image, commit, recipe.strategy()),
        WORKSHOP);
  }

  /** Of an object that only holds a text, by Kaniko. */
  static BuildRequest textRequest(Platform... platforms) {
    BuildRequest git =
        request(recipe(BuildStrategy.KANIKO, "", List.of(platforms), List.of(), null), COMMIT);
    BuildRule rule =
        new BuildRule(
            "builder-app",
            git.rule().images(),
            new BuildSource.Text(digest('5')),
            git.rule().recipe(),
            BuildLimits.NOBODY,
            true,
            AfterBuild.NOTHING);
    return new BuildRequest(rule, git.image(), git.source(), git.id(), git.to());
  }

  static Digest digest(char digit) {
    return Digest.of("sha256", String.valueOf(digit).repeat(64));
  }
}
