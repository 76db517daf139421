package dev.laytime.activities.crd.imageoperator;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The hosts that image-operator's two logins are for. It sent them wherever an object pointed;
 * these go nowhere else.
 *
 * @param sources to which {@code CREDS_SOURCE_…} go
 * @param destinations to which {@code CREDS_DESTINATION_…} go
 */
public record LoginHosts(Set<String> sources, Set<String> destinations) {

  /** Nowhere. */
  public static final LoginHosts NONE = new LoginHosts(Set.of(), Set.of());

  public LoginHosts {
    sources = Set.copyOf(sources);
    destinations = Set.copyOf(destinations);
  }

  /**
   * The one host that all objects agree on, of sources and of destinations; none where not all do.
   */
  static LoginHosts agreed(List<ImageObject> images) {
    return new LoginHosts(
        agreed(images, ImageSpec::source), agreed(images, ImageSpec::destination));
  }

  private static Set<String> agreed(
      Collection<ImageObject> images, Function<ImageSpec, ImageEnd> end) {
    Set<String> hosts = new HashSet<>();
    for (ImageObject image : images) {
      ImageSpec spec = image.spec();
      if (spec == null) {
        return Set.of();
      }
      try {
        hosts.add(Repository.parse(end.apply(spec).name()).registry());
      } catch (InvalidReferenceException e) {
        return Set.of(); // nobody knows what it would agree on
      }
    }
    return hosts.size() == 1 ? hosts : Set.of();
  }
}
