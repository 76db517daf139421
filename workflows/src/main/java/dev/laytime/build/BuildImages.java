package dev.laytime.build;

import dev.laytime.image.Glob;
import dev.laytime.image.Reference;
import dev.laytime.mirror.TagPattern;
import java.util.List;

/**
 * Which images are meant.
 *
 * @param repositories patterns of {@link Glob} over {@code registry/repository}
 * @param tags which of them; empty for all
 */
public record BuildImages(List<String> repositories, List<TagPattern> tags) {

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

  /** Whether an image is one of them: by tag, and without a digest, which nobody builds. */
  public boolean cover(Reference image) {
    return image instanceof Reference.Tagged(var repository, var tag)
        && repositories.stream().anyMatch(glob -> Glob.matches(glob, repository.toString()))
        && (tags.isEmpty() || tags.stream().anyMatch(pattern -> pattern.matcher().test(tag)));
  }
}
