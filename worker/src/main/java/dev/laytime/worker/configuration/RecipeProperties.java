package dev.laytime.worker.configuration;

import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an image is made of a source.
 *
 * @param strategy {@code jib}, {@code kaniko} or {@code buildkit}
 * @param context the directory in the source; empty for all of it
 * @param file what describes the image, in the source; null for the strategy's usual one
 * @param target a Dockerfile's stage; null for the last
 * @param args build arguments; never a secret
 * @param platforms what for; more than one make an index
 * @param resources what a build may use
 * @param secrets names of Secrets that a build may read
 * @param cache a repository where layers are kept for the next time; null for nowhere
 * @param bases patterns of repositories that an image may be made on by Jib
 * @param pullSecret the name of a Secret with logins of bases and of the cache; null for none
 * @param timeout for all of it
 */
public record RecipeProperties(
    @DefaultValue("jib") String strategy,
    @DefaultValue("") String context,
    @Nullable String file,
    @Nullable String target,
    @DefaultValue List<Arg> args,
    @DefaultValue("linux/amd64") List<String> platforms,
    @DefaultValue Resources resources,
    @DefaultValue List<String> secrets,
    @Nullable String cache,
    @DefaultValue List<String> bases,
    @Nullable String pullSecret,
    @DefaultValue("30m") String timeout) {

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final String IMAGE_FILE = ".laytime/image.yaml";
  private static final String DOCKERFILE = "Dockerfile";

  public RecipeProperties {
    context = context.strip();
    file = Require.optional(file);
    target = Require.optional(target);
    args = List.copyOf(args);
    platforms = List.copyOf(platforms);
    secrets = List.copyOf(secrets);
    cache = Require.optional(cache);
    pullSecret = Require.optional(pullSecret);
    bases = Require.patterns("bases", bases);
  }

  /**
   * As builds go by it.
   *
   * @throws IllegalArgumentException if a value is not of its form
   */
  BuildRecipe recipe() {
    BuildStrategy how = Require.oneOf("strategy", strategy, BuildStrategy.class);
    return new BuildRecipe(
        how,
        context,
        file == null ? (how == BuildStrategy.JIB ? IMAGE_FILE : DOCKERFILE) : file,
        target,
        arguments(),
        platforms.stream().map(String::strip).map(Platform::parse).toList(),
        new BuildResources(resources.cpu(), resources.memory(), resources.disk()),
        secrets,
        cache == null ? null : Repository.parse(cache),
        bases,
        pullSecret,
        Require.duration("timeout", timeout, LONGEST, "a build that runs for longer is stuck"));
  }

  private Map<String, String> arguments() {
    Map<String, String> all = new TreeMap<>();
    for (Arg arg : args) {
      String name = Require.text("args.name", arg.name(), "a name, as in VERSION");
      if (all.put(name, arg.value()) != null) {
        throw new IllegalArgumentException(
            "args: expected each name once, not '%s' twice".formatted(name));
      }
    }
    return all;
  }

  /**
   * A build argument.
   *
   * @param value with placeholders <code>{tag}</code>, <code>{commit}</code> and <code>{short}
   *     </code>
   */
  public record Arg(@Nullable String name, @DefaultValue("") String value) {}

  /** What a build may use, as Kubernetes writes quantities. */
  public record Resources(
      @DefaultValue("500m") String cpu,
      @DefaultValue("2Gi") String memory,
      @DefaultValue("10Gi") String disk) {}
}
