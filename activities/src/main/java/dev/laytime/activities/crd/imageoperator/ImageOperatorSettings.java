package dev.laytime.activities.crd.imageoperator;

import dev.laytime.activities.crd.ObjectKind;
import dev.laytime.activities.crd.OriginalDeployment;
import dev.laytime.image.Glob;
import dev.laytime.image.Repository;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about image-operator's objects.
 *
 * @param namespaces patterns of the namespaces whose objects count; empty for all
 * @param destinations patterns of repositories that may be written to; empty for all of the hosts
 *     that a login is for
 * @param sources patterns of repositories that may be read with a login of the worker's; empty for
 *     all of the hosts that a login is for
 * @param onTheFly what is done about images that Pods cannot have; null for nothing
 */
public record ImageOperatorSettings(
    List<String> namespaces,
    List<String> destinations,
    List<String> sources,
    @Nullable OnTheFly onTheFly) {

  /** By which the ledger knows the adapter, and with which names of its mirrors begin. */
  public static final String NAME = "image-operator";

  /** Its one kind. */
  public static final ObjectKind IMAGES =
      new ObjectKind("skopeo.io/v1alpha1", "Image", "images", true);

  /** What it was followed by before. */
  public static final OriginalDeployment ORIGINAL =
      new OriginalDeployment(
          Pattern.compile("(image|skopeo)-operator"),
          Map.of("kubernetes.io/name", Pattern.compile("(image|skopeo)-operator")));

  public ImageOperatorSettings {
    namespaces = List.copyOf(namespaces);
    destinations = List.copyOf(destinations);
    sources = List.copyOf(sources);
  }

  /** Whether objects of a namespace count at all. */
  boolean counts(String namespace) {
    return namespaces.isEmpty() || namespaces.stream().anyMatch(p -> Glob.matches(p, namespace));
  }

  /** Whether a repository may be written to. */
  boolean mayWrite(Repository destination, LoginHosts hosts) {
    return destinations.isEmpty()
        ? hosts.destinations().contains(destination.registry())
        : matches(destinations, destination);
  }

  /** Whether a repository may be read with a login. */
  boolean mayReadWithLogin(Repository source, LoginHosts hosts) {
    return sources.isEmpty()
        ? hosts.sources().contains(source.registry())
        : matches(sources, source);
  }

  private static boolean matches(List<String> patterns, Repository repository) {
    return patterns.stream().anyMatch(pattern -> Glob.matches(pattern, repository.toString()));
  }
}
