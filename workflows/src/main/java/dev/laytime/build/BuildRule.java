package dev.laytime.build;

import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which images are built of which source, how, and for whom.
 *
 * @param name unique, at most 63 characters
 * @param images what it is for
 * @param source what it builds them of
 * @param rebuild whether a tag that once existed may be built anew under the same name
 */
public record BuildRule(
    String name,
    BuildImages images,
    BuildSource source,
    BuildRecipe recipe,
    BuildLimits orders,
    boolean rebuild,
    AfterBuild after) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  /**
   * @throws IllegalArgumentException if a part is malformed
   */
  public BuildRule {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name '%s': expected 1 to 63 of [a-z0-9.-], neither beginning nor ending with '.' or '-'"
              .formatted(name));
    }
    if (source instanceof BuildSource.Text && recipe.strategy() == BuildStrategy.JIB) {
      throw new IllegalArgumentException("strategy 'jib': expected a source in Git with it");
    }
    String objection = BuildCache.objection(recipe, source);
    if (!objection.isEmpty()) {
      throw new IllegalArgumentException(objection);
    }
  }

  /** A rule that builds of what is in Git. */
  public BuildRule(
      String name,
      BuildImages images,
      GitRepository git,
      List<RefMapping> refs,
      AllowedRefs allowed,
      BuildRecipe recipe,
      BuildLimits orders,
      boolean rebuild,
      AfterBuild after) {
    this(name, images, new BuildSource.Git(git, refs, allowed), recipe, orders, rebuild, after);
  }

  /**
   * Where it builds from.
   *
   * @throws IllegalStateException if that is not Git
   */
  public GitRepository git() {
    return inGit().repository();
  }

  /** What an image's tag may mean in Git; not for other sources, as {@link #git}. */
  public List<RefMapping> refs() {
    return inGit().refs();
  }

  /** What may be built; not for other sources, as {@link #git}. */
  public AllowedRefs allowed() {
    return inGit().allowed();
  }

  private BuildSource.Git inGit() {
    if (source instanceof BuildSource.Git git) {
      return git;
    }
    throw new IllegalStateException("Build rule %s does not build of Git".formatted(name));
  }

  /**
   * What Git is asked for, one after the other; none where the tag means nothing that the rule
   * allows. A commit is among them before it is proven.
   */
  public List<GitRef> candidates(Tag tag) {
    return refs().stream()
        .flatMap(mapping -> mapping.candidate(tag).stream())
        .filter(ref -> ref instanceof GitRef.CommitRef || allowed().allow(ref))
        .distinct()
        .toList();
  }

  /**
   * The same for what a person wants instead of what the tag says.
   *
   * @param wanted null for what the tag says
   */
  public List<GitRef> candidates(Tag tag, @Nullable GitRef wanted) {
    if (wanted == null) {
      return candidates(tag);
    }
    return wanted instanceof GitRef.CommitRef || allowed().allow(wanted)
        ? List.of(wanted)
        : List.of();
  }

  /** Whether an image is built by it. */
  public boolean covers(Reference image) {
    return images.cover(image);
  }
}
