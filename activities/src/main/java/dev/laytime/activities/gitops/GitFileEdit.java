package dev.laytime.activities.gitops;

import dev.laytime.image.Glob;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to write into one file, or into the files of one directory.
 *
 * @param path within the repository, as in <code>envs/prod/{name}/values.yaml</code>: <code>
 *     {repository}</code> is the image's repository below its stage's prefix, <code>{name}</code>
 *     the last part of that, <code>{stage}</code> the stage. Only {@link Setters} may name a
 *     directory, empty for all
 * @param repositories patterns of {@link Glob} below the stage's prefix: for which images; empty
 *     for all
 * @param pin what is written where a place takes a tag as well as a digest
 * @param how how the places are found
 */
public record GitFileEdit(String path, List<String> repositories, Pin pin, How how) {

  /**
   * @throws IllegalArgumentException if the path leads out of the repository, or into Git's own
   */
  public GitFileEdit {
    repositories = List.copyOf(repositories);
    GitPath.require(path);
    if (path.isEmpty() && !(how instanceof Setters)) {
      throw new IllegalArgumentException("path: expected a file within the repository");
    }
  }

  /** Whether it is for an image of this repository, below its stage's prefix. */
  boolean covers(String repository) {
    return repositories.isEmpty()
        || repositories.stream().anyMatch(pattern -> Glob.matches(pattern, repository));
  }

  /** Whether it is clear without a look at the file that no other image's place is meant. */
  boolean isForOneImage() {
    boolean one = repositories.size() == 1 && repositories.stream().noneMatch(Glob::isPattern);
    return one || path.contains("{repository}") || path.contains("{name}");
  }

  /** Which words of an image are written where there is a choice. What stands there stays true. */
  public enum Pin {
    TAG,
    DIGEST,
    BOTH
  }

  /** How places in a file are found. */
  public sealed interface How permits Kustomize, Helm, Setters {}

  /**
   * An image's entry in a {@code kustomization.yaml}; it is added where it is missing.
   *
   * @param image the entry's {@code name}; null for the repository that the image is promoted to
   */
  public record Kustomize(@Nullable String image) implements How {}

  /**
   * Values of a chart, by the paths of their keys: {@code image.tag}, {@code containers[0].image};
   * a dot within a key is written {@code \.}. They must be there.
   *
   * @param tag null for none; so are the others
   * @param digest gets {@code sha256:…}
   * @param repository gets the repository, without the registry where {@code registry} is there
   * @param registry gets the registry's host
   * @param image gets the whole reference
   */
  public record Helm(
      @Nullable String tag,
      @Nullable String digest,
      @Nullable String repository,
      @Nullable String registry,
      @Nullable String image)
      implements How {

    /**
     * @throws IllegalArgumentException if there is no path, or one is malformed
     */
    public Helm {
      List<String> paths =
          Stream.of(tag, digest, repository, registry, image).filter(Objects::nonNull).toList();
      if (paths.isEmpty() || (tag == null && digest == null && image == null)) {
        throw new IllegalArgumentException("keys: expected tag, digest or image, or more of them");
      }
      paths.forEach(KeyPath::parse);
    }
  }

  /**
   * Values with a comment behind them that says what they are: {@code # {"$laytime": "PATH:tag"}},
   * and Flux's {@code # {"$imagepolicy": "NAMESPACE:NAME:tag"}}.
   *
   * @param policy Flux's {@code NAMESPACE:NAME} of the image; null where only our own marks count
   */
  public record Setters(@Nullable String policy) implements How {

    /**
     * @throws IllegalArgumentException if the policy has no namespace or no name
     */
    public Setters {
      if (policy != null && !policy.matches("[a-z0-9.-]{1,253}:[a-z0-9.-]{1,253}")) {
        throw new IllegalArgumentException(
            "policy: expected NAMESPACE:NAME of an ImagePolicy, not '%s'".formatted(policy));
      }
    }
  }
}
