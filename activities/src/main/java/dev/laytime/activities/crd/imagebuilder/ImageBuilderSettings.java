package dev.laytime.activities.crd.imagebuilder;

import dev.laytime.activities.crd.ObjectKind;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Glob;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * Whose objects may write where, and how much their builds may be.
   *
   * @param namespaces patterns of the namespaces that they are in
   * @param destinations patterns of repositories
   * @param perHour how many builds each of those namespaces may begin in any hour, by all objects
   *     together
   * @param atOnce how many builds each of those namespaces may have under way
   * @param most what each of their builds may use
   * @param pullSecret the name of a Secret, in the builders' namespace and with what those
   *     namespaces may read, by which bases are pulled; null for none
   */
  public record Allowed(
      List<String> namespaces,
      List<String> destinations,
      int perHour,
      int atOnce,
      BuildResources most,
      @Nullable String pullSecret) {

    /** So many where nobody says otherwise. */
    public static final int USUAL_PER_HOUR = 10;

    /** So much where nobody says otherwise. */
    public static final BuildResources USUAL_MOST =
        new BuildResources("2", "8Gi", BuildResources.USUAL.disk());

    public Allowed {
      namespaces = List.copyOf(namespaces);
      destinations = List.copyOf(destinations);
    }

    /** With what is usual. */
    public Allowed(List<String> namespaces, List<String> destinations) {
      this(namespaces, destinations, USUAL_PER_HOUR, BuildLimits.USUAL_AT_ONCE, USUAL_MOST, null);
    }

    private boolean covers(String namespace, Repository destination) {
      return matches(namespaces, namespace) && matches(destinations, destination.toString());
    }
  }

  /** Whether objects of a namespace may have anything built. */
  boolean counts(String namespace) {
    return allowed.stream().anyMatch(each -> matches(each.namespaces(), namespace));
  }

  /** By what objects of a namespace may have a repository written; the first counts. */
  Optional<Allowed> allowed(String namespace, Repository destination) {
    return allowed.stream().filter(each -> each.covers(namespace, destination)).findFirst();
  }

  private static boolean matches(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> Glob.matches(pattern, text));
  }
}
