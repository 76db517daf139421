package dev.laytime.build;

import dev.laytime.image.Glob;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.mirror.TagPattern;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which images are meant.
 *
 * @param repositories patterns of {@link Glob} over {@code registry/repository}
 * @param tags which of them; empty for all
 */
public record BuildImages(List<String> repositories, List<TagPattern> tags) {

  /** What lies below one of these is bookkeeping, or what builders push. */
  private static final Pattern RESERVED =
      Pattern.compile("(?:.*/)?laytime-(?:build|owners)(?:/.*)?");

  /**
   * @throws IllegalArgumentException if there is none, or one that leaves the registry open
   */
  public BuildImages {
    repositories = List.copyOf(repositories);
    tags = List.copyOf(tags);
    if (repositories.isEmpty()) {
      throw new IllegalArgumentException("expected patterns of repositories");
    }
    for (String pattern : repositories) {
      int slash = pattern.indexOf('/');
      if (slash <= 0 || Glob.isPattern(pattern.substring(0, slash))) {
        throw new IllegalArgumentException(
            "'%s': expected REGISTRY/PATTERN, the registry in full".formatted(pattern));
      }
    }
  }

  /**
   * Whether an image is one of them: by tag, and without a digest, which nobody builds. What is
   * bookkeeping is no image.
   */
  public boolean cover(Reference image) {
    return image instanceof Reference.Tagged(var repository, var tag)
        && !ReservedTags.isReserved(tag)
        && !RESERVED.matcher(repository.path()).matches()
        && repositories.stream().anyMatch(glob -> Glob.matches(glob, repository.toString()))
        && (tags.isEmpty() || tags.stream().anyMatch(pattern -> pattern.matcher().test(tag)));
  }
}
