package dev.laytime.activities.crd.own;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which missing images are built, and of what, in the words of {@code builds} of the configuration.
 * What is not said is as there. An object brings no login and no Secret.
 *
 * @param images what it is for
 * @param git where the source is
 * @param refs what an image's tag means in Git; the first that is there counts
 * @param allow which tags and branches may be built
 * @param recipe how an image is made; null for the usual
 * @param orders whose names order a build; null for nobody's
 * @param rebuild whether a tag that once named an image may be built anew; null for no
 * @param after what follows; null for nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.images) && has(self.git) && has(self.refs) && has(self.allow)",
    message = "expected images, git, refs and allow")
public record BuildRuleSpec(
    @JsonPropertyDescription("What it is for") @Nullable Images images,
    @JsonPropertyDescription("Where the source is") @Nullable Git git,
    @Size(max = 5)
        @JsonPropertyDescription("What an image's tag means in Git; the first that is there counts")
        List<Ref> refs,
    @JsonPropertyDescription("Which tags and branches may be built, and what leads to them")
        @Nullable Allow allow,
    @JsonPropertyDescription("How an image is made of the source (default: by jib)")
        @Nullable Recipe recipe,
    @JsonPropertyDescription("Whose names order a build; without it, only people order")
        @Nullable Orders orders,
    @JsonPropertyDescription(
            "Whether a tag that once named an image may be built anew (default: false)")
        @Nullable Boolean rebuild,
    @JsonPropertyDescription("What follows on a build") @Nullable After after) {

  public BuildRuleSpec {
    refs = Forms.list(refs);
  }

  /**
   * Which images.
   *
   * @param tags null for all
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(
      value = "has(self.repositories) && self.repositories.size() > 0",
      message = "images.repositories: " + Forms.SOME_PATTERNS)
  public record Images(
      @Size(max = 20)
          @ValidationRule(
              value = Forms.PATTERNS,
              message = "images.repositories: " + Forms.SOME_PATTERNS)
          @JsonPropertyDescription(
              "Patterns of HOST/PATH, the host in full: * within a path component, ** across. A"
                  + " tenant's begin with what is its own")
          List<String> repositories,
      @JsonPropertyDescription("Which tags; without it, all") @Nullable TagPatternsSpec tags) {
    public Images {
      repositories = Forms.list(repositories);
    }
  }

  /** Where. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(value = "has(self.url)", message = "git.url: " + Git.A_URL)
  public record Git(
      @Size(max = 1000)
          @ValidationRule(
              value = "self.matches('^https://[^/@?#[:space:]]+/[^@?#[:space:]]*$')",
              message = "git.url: " + Git.A_URL)
          @JsonPropertyDescription("Where it is fetched from, without a login: https")
          @Nullable String url) {
    static final String A_URL = "expected https://HOST/PATH without credentials in it";
  }

  /** What a tag may mean: exactly one of these. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(
      value =
          "[has(self.tag), has(self.branch), has(self.commit)].filter(given, given).size() == 1",
      message = "refs: expected exactly one of tag, branch and commit in each")
  @ValidationRule(
      value = "!has(self.digits) || has(self.commit)",
      message = "refs.digits: expected it with commit alone")
  public record Ref(
      @Size(max = 200) @JsonPropertyDescription("A Git tag, as in v{tag}") @Nullable String tag,
      @Size(max = 200) @JsonPropertyDescription("A branch, as in release/{tag}")
          @Nullable String branch,
      @Size(max = 100)
          @JsonPropertyDescription(
              "What stands before a commit's digits in the image's tag; empty for nothing")
          @Nullable String commit,
      @ValidationRule(
              value = "self >= 7 && self <= 40",
              message = "refs.digits: expected a number from 7 to 40")
          @JsonPropertyDescription("How many digits a commit has at least (default: 12)")
          @Nullable Integer digits) {}

  /** What may be built. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Allow(
      @Size(max = 20)
          @ValidationRule(value = Forms.PATTERNS, message = "allow.tags: " + Forms.SOME_PATTERNS)
          @JsonPropertyDescription("Patterns of Git tags")
          List<String> tags,
      @Size(max = 20)
          @ValidationRule(
              value = Forms.PATTERNS,
              message = "allow.branches: " + Forms.SOME_PATTERNS)
          @JsonPropertyDescription("Patterns of branches")
          List<String> branches) {
    public Allow {
      tags = Forms.list(tags);
      branches = Forms.list(branches);
    }
  }

  /** How. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Recipe(
      @Size(max = 20)
          @ValidationRule(
              value = "self in ['jib', 'kaniko', 'buildkit']",
              message = "recipe.strategy: expected jib, kaniko or buildkit")
          @JsonPropertyDescription("What builds (default: jib)")
          @Nullable String strategy,
      @Size(max = 255) @JsonPropertyDescription("The directory in the source; without it, all")
          @Nullable String context,
      @Size(max = 255)
          @JsonPropertyDescription(
              "What describes the image, in the source (default: .laytime/image.yaml or"
                  + " Dockerfile)")
          @Nullable String file,
      @Size(max = 128) @JsonPropertyDescription("A Dockerfile's stage (default: the last)")
          @Nullable String target,
      @Size(max = 50) @JsonPropertyDescription("Build arguments; never a secret") List<Arg> args,
      @Size(max = 10) @JsonPropertyDescription("What for (default: linux/amd64)")
          List<String> platforms,
      @JsonPropertyDescription("What a build may use") @Nullable Resources resources,
      @Size(max = 500)
          @JsonPropertyDescription("A repository where layers are kept for the next time")
          @Nullable String cache,
      @Size(max = 20)
          @ValidationRule(value = Forms.PATTERNS, message = "recipe.bases: " + Forms.SOME_PATTERNS)
          @JsonPropertyDescription("Patterns of repositories that an image may be made on by jib")
          List<String> bases,
      @Size(max = 20)
          @ValidationRule(value = Forms.TIME, message = "recipe.timeout: " + Forms.A_TIME)
          @JsonPropertyDescription("How long a build may take (default: 30m)")
          @Nullable String timeout) {

    /** The usual one. */
    public static final Recipe USUAL =
        new Recipe(null, null, null, null, List.of(), List.of(), null, null, List.of(), null);

    public Recipe {
      args = Forms.list(args);
      platforms = Forms.list(platforms);
      bases = Forms.list(bases);
    }
  }

  /** A build argument. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Arg(
      @Size(max = 100) @JsonPropertyDescription("Its name") @Nullable String name,
      @Size(max = 4096) @JsonPropertyDescription("With {tag}, {commit} and {short}")
          @Nullable String value) {}

  /** How much. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Resources(
      @Size(max = 30) @JsonPropertyDescription("That it is sure to get (default: 500m)")
          @Nullable String cpu,
      @Size(max = 30) @JsonPropertyDescription("That it may not exceed (default: 2Gi)")
          @Nullable String memory,
      @Size(max = 30) @JsonPropertyDescription("That it may fill (default: 10Gi)")
          @Nullable String disk) {}

  /**
   * For whom.
   *
   * @param sources empty for the objects' own cluster
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Orders(
      @Size(max = 20)
          @ValidationRule(
              value = Forms.PATTERNS,
              message = "orders.namespaces: " + Forms.SOME_PATTERNS)
          @JsonPropertyDescription(
              "Namespaces whose objects order a build by naming an image; a tenant's own alone")
          List<String> namespaces,
      @Size(max = 20)
          @ValidationRule(
              value = Forms.PATTERNS,
              message = "orders.sources: " + Forms.SOME_PATTERNS)
          @JsonPropertyDescription(
              "Sources of use that may tell of it (default: that of the object's cluster)")
          List<String> sources,
      @ValidationRule(
              value = "self >= 0 && self <= 1000",
              message = "orders.perHour: expected a number from 0 to 1000")
          @JsonPropertyDescription("How many builds a namespace may begin in an hour (default: 10)")
          @Nullable Integer perHour) {

    /** Nobody's. */
    public static final Orders NOBODY = new Orders(List.of(), List.of(), null);

    public Orders {
      namespaces = Forms.list(namespaces);
      sources = Forms.list(sources);
    }
  }

  /** And then. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record After(
      @Size(max = 10) @JsonPropertyDescription("Other tags, with {tag}, {commit} and {short}")
          List<String> aliases,
      @Size(max = 100) @JsonPropertyDescription("The stage that it is promoted into")
          @Nullable String promote) {

    /** Nothing. */
    public static final After NOTHING = new After(List.of(), null);

    public After {
      aliases = Forms.list(aliases);
    }
  }
}
