package dev.laytime.e2e.builds.node;

import dev.laytime.activity.BuildRequest;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a builder is asked for.
 *
 * @param dockerfile in which {@code BASES} stands for the registry of bases, and {@code PRIVATE}
 *     for that of workshops
 * @param hello the text of the only other file
 * @param resources what it asks for
 * @param cache where layers are kept; null for nowhere
 * @param login the Secret that bases are reached with; null for none
 */
record Wanted(
    BuildStrategy strategy,
    String dockerfile,
    String hello,
    List<Platform> platforms,
    BuildResources resources,
    Duration timeout,
    @Nullable Repository cache,
    @Nullable String login) {

  static Wanted of(BuildStrategy strategy, String dockerfile) {
    return new Wanted(
        strategy,
        dockerfile,
        "hello",
        List.of(Platform.parse("linux/amd64")),
        new BuildResources("10m", "1Gi", "2Gi"),
        Duration.ofMinutes(10),
        null,
        null);
  }

  Wanted saying(String text) {
    return new Wanted(strategy, dockerfile, text, platforms, resources, timeout, cache, login);
  }

  Wanted on(Platform... several) {
    return new Wanted(
        strategy, dockerfile, hello, List.of(several), resources, timeout, cache, login);
  }

  Wanted within(String bytes, Duration time) {
    return with(new BuildResources(resources.cpu(), bytes, resources.disk())).within(time);
  }

  Wanted keptIn(Repository repository) {
    return new Wanted(
        strategy, dockerfile, hello, platforms, resources, timeout, repository, login);
  }

  Wanted with(BuildResources other) {
    return new Wanted(strategy, dockerfile, hello, platforms, other, timeout, cache, login);
  }

  Wanted pulling(String secret) {
    return new Wanted(strategy, dockerfile, hello, platforms, resources, timeout, cache, secret);
  }

  private Wanted within(Duration time) {
    return new Wanted(strategy, dockerfile, hello, platforms, resources, time, cache, login);
  }

  /** Commits it, and asks for an image of that commit. */
  BuildRequest in(Yard yard) {
    GitCommit commit =
        new GitCommit(
            yard.commit(
                Map.of(
                    "Dockerfile",
                    dockerfile.replace("BASES", yard.bases()).replace("PRIVATE", yard.host()),
                    "hello.txt",
                    hello + "\n")));
    BuildRecipe recipe =
        new BuildRecipe(
            strategy,
            "",
            "Dockerfile",
            null,
            Map.of("VERSION", "{tag}"),
            platforms,
            resources,
            List.of(),
            cache,
            List.of(),
            timeout);
    Reference image = Reference.parse("stage.test/app:1.2");
    return new BuildRequest(
        new BuildRule(
            "app",
            new BuildImages(List.of("stage.test/**"), List.of()),
            new GitRepository("https://git.test/app.git", null),
            List.of(new RefMapping.ToTag("v{tag}")),
            new AllowedRefs(List.of("v*"), List.of("main")),
            login == null ? recipe : recipe.pulling(login),
            BuildLimits.NOBODY,
            false,
            AfterBuild.NOTHING),
        image,
        new ResolvedRef("refs/heads/main", commit),
        BuildId.of(image, commit, strategy),
        yard.workshop("app"));
  }
}
