package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.laytime.image.Glob;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an image is made of a source.
 *
 * @param context the directory in the source; empty for all of it
 * @param file what describes the image: in the source, not in the context
 * @param target the Dockerfile's stage; null for the last
 * @param args build arguments, with placeholders of {@link BuildTemplate}; never a secret
 * @param platforms what for; more than one make an index
 * @param secrets names of Secrets that the build may read
 * @param cache where layers are kept for the next time; null for nowhere
 * @param bases patterns of {@link Glob} over the repositories that an image may be made on by Jib,
 *     for which the worker's own logins are used; empty for none
 * @param pullSecret the name of a Secret with the logins that bases and the cache are reached with;
 *     null for none
 * @param timeout for all of it
 */
public record BuildRecipe(
    BuildStrategy strategy,
    String context,
    String file,
    @Nullable String target,
    Map<String, String> args,
    List<Platform> platforms,
    BuildResources resources,
    List<String> secrets,
    @Nullable Repository cache,
    List<String> bases,
    @Nullable String pullSecret,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration timeout) {

  private static final Pattern ARG = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
  private static final Pattern VALUE = Pattern.compile("\\P{Cntrl}{0,4096}");
  private static final Pattern SECRET = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern STAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
  private static final Duration LONGEST = Duration.ofHours(24);

  /**
   * @throws IllegalArgumentException if a part is malformed
   */
  public BuildRecipe {
    args = Collections.unmodifiableMap(new TreeMap<>(args));
    platforms = List.copyOf(platforms);
    secrets = List.copyOf(secrets);
    bases = List.copyOf(bases);
    require(GitNames.isPath(context), "context", context, "a directory within the source");
    require(!file.isEmpty() && GitNames.isPath(file), "file", file, "a file within the source");
    require(
        target == null || STAGE.matcher(target).matches(), "target", target, "the name of a stage");
    args.forEach(BuildRecipe::requireArg);
    require(
        !platforms.isEmpty() && new HashSet<>(platforms).size() == platforms.size(),
        "platforms",
        platforms,
        "one or more, each once");
    for (String secret : secrets) {
      require(SECRET.matcher(secret).matches(), "secrets", secret, "names of Secrets");
    }
    require(
        pullSecret == null || SECRET.matcher(pullSecret).matches(),
        "pull-secret",
        pullSecret,
        "the name of a Secret");
    require(
        pullSecret == null || !secrets.contains(pullSecret),
        "pull-secret",
        pullSecret,
        "another Secret than those that a Dockerfile may read");
    require(
        cache == null || BuildCache.isFit(cache), "cache", cache, "a repository of a shorter name");
    if (strategy == BuildStrategy.JIB) {
      boolean plain =
          context.isEmpty()
              && target == null
              && args.isEmpty()
              && secrets.isEmpty()
              && pullSecret == null
              && cache == null;
      require(
          plain,
          "strategy",
          "jib",
          "no context, target, args, secrets, pull-secret or cache with it: it runs nothing");
      require(
          platforms.stream().allMatch(platform -> platform.variant() == null),
          "platforms",
          platforms,
          "none of a variant with strategy jib, whose images say nothing of it");
      bases.forEach(BuildRecipe::requireBase);
    } else {
      require(bases.isEmpty(), "bases", bases, "them with strategy jib alone");
    }
    require(
        timeout.isPositive() && timeout.compareTo(LONGEST) <= 0,
        "timeout",
        timeout,
        "more than nothing, at most 24h");
  }

  /** One whose bases and cache are reached by nobody's login. */
  public BuildRecipe(
      BuildStrategy strategy,
      String context,
      String file,
      @Nullable String target,
      Map<String, String> args,
      List<Platform> platforms,
      BuildResources resources,
      List<String> secrets,
      @Nullable Repository cache,
      List<String> bases,
      Duration timeout) {
    this(
        strategy, context, file, target, args, platforms, resources, secrets, cache, bases, null,
        timeout);
  }

  /** The same, with the logins of a Secret. */
  public BuildRecipe pulling(@Nullable String secret) {
    return new BuildRecipe(
        strategy, context, file, target, args, platforms, resources, secrets, cache, bases, secret,
        timeout);
  }

  /** In the spelling that names of images are compared in, so that none means nothing. */
  private static void requireBase(String pattern) {
    int slash = pattern.indexOf('/');
    String host = slash < 0 ? "" : pattern.substring(0, slash);
    String least = host + "/" + (Glob.isPattern(pattern) ? "a/b" : pattern.substring(slash + 1));
    String spelt;
    try {
      spelt = Repository.parse(least).toString();
    } catch (InvalidReferenceException e) {
      spelt = "";
    }
    require(
        !host.isEmpty() && spelt.equals(least),
        "bases",
        pattern,
        "REGISTRY/PATTERN, the registry in full"
            + (spelt.isEmpty() || Glob.isPattern(pattern) ? "" : ", as in " + spelt));
  }

  private static void requireArg(String name, String value) {
    require(ARG.matcher(name).matches(), "args", name, "a name of letters, digits and _");
    require(VALUE.matcher(value).matches(), "args", name, "a value of one line");
    BuildTemplate.require(value);
  }

  private static void require(boolean good, String what, @Nullable Object found, String expected) {
    if (!good) {
      throw new IllegalArgumentException("%s '%s': expected %s".formatted(what, found, expected));
    }
  }
}
