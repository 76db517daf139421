package dev.laytime.worker.configuration;

import dev.laytime.activities.source.GitPlace;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRule;
import dev.laytime.build.GitRepository;
import dev.laytime.worker.ledger.BuildRuleSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A rule of builds.
 *
 * @param name fit for a workflow id, at most 63 characters
 * @param images what it is for
 * @param git where the source is
 * @param refs what an image's tag means in Git; the first that is there counts
 * @param allow which tags and branches may be built, and what can be reached from them
 * @param recipe how an image is made of the source
 * @param orders whose names order a build
 * @param rebuild whether a tag that once existed may be built anew
 * @param after what follows
 */
public record BuildProperties(
    @Nullable String name,
    @DefaultValue Images images,
    @DefaultValue BuildGitProperties git,
    @DefaultValue List<RefProperties> refs,
    @DefaultValue Allow allow,
    @DefaultValue RecipeProperties recipe,
    @DefaultValue Orders orders,
    @DefaultValue("false") boolean rebuild,
    @DefaultValue After after) {

  /**
   * @throws IllegalArgumentException if a value is missing or not of its form
   */
  public BuildProperties {
    name = Require.name("builds.name", name);
    refs = List.copyOf(refs);
    var _ = rule(name, images, git, refs, allow, recipe, orders, rebuild, after);
  }

  /** What it is called. */
  public String requiredName() {
    return Require.name("builds.name", name);
  }

  /** As the ledger takes it. */
  public BuildRuleSettings settings() {
    return new BuildRuleSettings(rule());
  }

  /** As builds go by it. */
  BuildRule rule() {
    return rule(requiredName(), images, git, refs, allow, recipe, orders, rebuild, after);
  }

  /** Where its source is, as the rule names it. */
  public GitRepository repository() {
    return rule().git();
  }

  /** The way there. */
  public GitPlace place(Function<String, Path> paths) {
    return git.place(requiredName(), paths);
  }

  private static BuildRule rule(
      String name,
      Images images,
      BuildGitProperties git,
      List<RefProperties> refs,
      Allow allow,
      RecipeProperties recipe,
      Orders orders,
      boolean rebuild,
      After after) {
    try {
      // What reads it refuses what does not fit together.
      var _ = git.place(name, Path::of);
      return new BuildRule(
          name,
          new BuildImages(
              Require.patterns("images.repositories", images.repositories()),
              images.tags().patterns()),
          git.repository(name),
          refs.stream().map(RefProperties::mapping).toList(),
          new AllowedRefs(
              Require.patterns("allow.tags", allow.tags()),
              Require.patterns("allow.branches", allow.branches())),
          recipe.recipe(),
          new BuildLimits(
              Require.patterns("orders.namespaces", orders.namespaces()),
              Require.patterns("orders.sources", orders.sources()),
              orders.perHour(),
              orders.requiredAtOnce()),
          rebuild,
          new AfterBuild(after.aliases(), Require.optional(after.promote())));
    } catch (IllegalArgumentException e) {
      // Without the cause: the last message in the chain is the one that is shown.
      throw new IllegalArgumentException("build '%s': %s".formatted(name, e.getMessage()));
    }
  }

  /**
   * Which images.
   *
   * @param repositories patterns over {@code registry/repository}
   * @param tags which of them; all where there is none
   */
  public record Images(
      @DefaultValue List<String> repositories, @DefaultValue TagPatternsProperties tags) {
    public Images {
      repositories = List.copyOf(repositories);
    }
  }

  /**
   * Patterns of names in Git.
   *
   * @param tags of tags
   * @param branches of branches
   */
  public record Allow(@DefaultValue List<String> tags, @DefaultValue List<String> branches) {
    public Allow {
      tags = List.copyOf(tags);
      branches = List.copyOf(branches);
    }
  }

  /**
   * Whose names count.
   *
   * @param namespaces patterns of namespaces; none for nobody's
   * @param sources patterns of sources of use; none for none
   * @param perHour how many builds a namespace may begin in any hour
   * @param atOnce how many builds of a namespace may be under way, by whatever rules, when it
   *     begins one by this
   */
  public record Orders(
      @DefaultValue List<String> namespaces,
      @DefaultValue List<String> sources,
      @DefaultValue("10") int perHour,
      @DefaultValue("2") int atOnce) {
    public Orders {
      namespaces = List.copyOf(namespaces);
      sources = List.copyOf(sources);
    }

    private int requiredAtOnce() {
      if (atOnce < 1) {
        throw new IllegalArgumentException("at-once %d: expected 1 to 100".formatted(atOnce));
      }
      return atOnce;
    }
  }

  /**
   * What follows on a build.
   *
   * @param aliases templates of other tags
   * @param promote the stage that it is promoted into; null for none
   */
  public record After(@DefaultValue List<String> aliases, @Nullable String promote) {
    public After {
      aliases = List.copyOf(aliases);
    }
  }
}
