package dev.laytime.worker.configuration;

import dev.laytime.activities.gitops.GitFileEdit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where files of a Git repository name an image.
 *
 * @param path from the repository's top
 * @param kind {@code kustomize}, {@code helm} or {@code setters}
 * @param repositories patterns below the stage's prefix: for which images; empty for all
 * @param pin {@code tag}, {@code digest} or {@code both}: what is written where both can stand
 * @param image of {@code kustomize}: the entry's name; null for where the image is promoted to
 * @param keys of {@code helm}: the values' paths
 * @param policy of {@code setters}: as in {@code flux-system:app}; null for Laytime's own marks
 */
public record GitFileProperties(
    @DefaultValue("") String path,
    @Nullable String kind,
    @DefaultValue List<String> repositories,
    @DefaultValue("tag") String pin,
    @Nullable String image,
    @Nullable Keys keys,
    @Nullable String policy) {

  /**
   * @throws IllegalArgumentException if it is of no kind, or has a key of another one
   */
  public GitFileProperties {
    path = path.strip();
    repositories = Require.patterns("repositories", repositories);
    Kind found = Require.oneOf("kind", kind == null ? "" : kind, Kind.class);
    var _ = Require.oneOf("pin", pin, Pin.class);
    image = Require.optional(image);
    policy = Require.optional(policy);
    if ((keys != null) != (found == Kind.HELM)
        || (image != null && found != Kind.KUSTOMIZE)
        || (policy != null && found != Kind.SETTERS)) {
      throw new IllegalArgumentException(
          ("files '%s': expected keys with kind: helm alone, image with kustomize alone and policy"
                  + " with setters alone, not with kind: %s")
              .formatted(path, found.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** As what writes it takes it. */
  GitFileEdit edit() {
    return new GitFileEdit(
        path,
        repositories,
        GitFileEdit.Pin.valueOf(Require.oneOf("pin", pin, Pin.class).name()),
        how());
  }

  private GitFileEdit.How how() {
    return switch (Require.oneOf("kind", kind == null ? "" : kind, Kind.class)) {
      case KUSTOMIZE -> new GitFileEdit.Kustomize(image);
      case HELM -> Objects.requireNonNull(keys).how();
      case SETTERS -> new GitFileEdit.Setters(policy);
    };
  }

  /** How places in a file are found. */
  enum Kind {
    KUSTOMIZE,
    HELM,
    SETTERS
  }

  /** What is written. */
  enum Pin {
    TAG,
    DIGEST,
    BOTH
  }

  /**
   * Paths of values, as in {@code app.image.tag}; null for one that is not written.
   *
   * @param image the whole reference
   */
  public record Keys(
      @Nullable String tag,
      @Nullable String digest,
      @Nullable String repository,
      @Nullable String registry,
      @Nullable String image) {

    GitFileEdit.How how() {
      return new GitFileEdit.Helm(
          Require.optional(tag),
          Require.optional(digest),
          Require.optional(repository),
          Require.optional(registry),
          Require.optional(image));
    }
  }
}
