package dev.laytime.activities.crd.imagebuilder;

import dev.laytime.activities.crd.ObjectKind;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Glob;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.util.List;

/**
 * What a person says about objects that build.
 *
 * @param strategy what builds; none that needs files
 * @param allowed who may have what built; empty for nobody
 * @param timeout for one build
 */
public record ImageBuilderSettings(
    BuildStrategy strategy, List<Allowed> allowed, Duration timeout) {

  /** By which the ledger knows the adapter. */
  public static final String NAME = "image-builder";

  /** Its one kind. */
  public static final ObjectKind BUILDERS =
      new ObjectKind("buildah.io/v1alpha1", "ImageBuilder", "imagebuilders", true);

  /**
   * @throws IllegalArgumentException if the strategy builds nothing of a text
   */
  public ImageBuilderSettings {
    allowed = List.copyOf(allowed);
    if (strategy == BuildStrategy.JIB) {
      throw new IllegalArgumentException(
          "strategy 'jib': expected kaniko or buildkit, as objects hold Dockerfiles");
    }
  }

  /**
   * Whose objects may write where.
   *
   * @param namespaces patterns of the namespaces that they are in
   * @param destinations patterns of repositories
   */
  public record Allowed(List<String> namespaces, List<String> destinations) {
    public Allowed {
      namespaces = List.copyOf(namespaces);
      destinations = List.copyOf(destinations);
    }
  }

  /** Whether objects of a namespace may have anything built. */
  boolean counts(String namespace) {
    return allowed.stream().anyMatch(each -> matches(each.namespaces(), namespace));
  }

  /** Whether they may have a repository written. */
  boolean mayWrite(String namespace, Repository destination) {
    return allowed.stream()
        .anyMatch(each ->
            matches(each.namespaces(), namespace)
                && matches(each.destinations(), destination.toString()));
  }

  private static boolean matches(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> Glob.matches(pattern, text));
  }
}
