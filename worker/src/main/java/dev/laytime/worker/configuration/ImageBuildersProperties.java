package dev.laytime.worker.configuration;

import dev.laytime.activities.crd.imagebuilder.ImageBuilderSettings;
import dev.laytime.build.BuildStrategy;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is done about objects that build.
 *
 * @param strategy {@code kaniko} or {@code buildkit}
 * @param timeout for one build
 * @param allowed whose objects have what built; none for nobody's
 */
public record ImageBuildersProperties(
    @DefaultValue("kaniko") String strategy,
    @DefaultValue("1h") String timeout,
    @DefaultValue List<Allowed> allowed) {

  /**
   * @throws IllegalArgumentException if a value is not of its form
   */
  public ImageBuildersProperties {
    allowed = List.copyOf(allowed);
    var _ = settings(strategy, timeout, allowed);
  }

  /**
   * Whose objects may write where.
   *
   * @param namespaces patterns of namespaces
   * @param destinations patterns of repositories
   */
  public record Allowed(
      @DefaultValue List<String> namespaces, @DefaultValue List<String> destinations) {

    /**
     * @throws IllegalArgumentException if one of them is missing
     */
    public Allowed {
      namespaces = Require.patterns("builders.allowed.namespaces", namespaces);
      destinations = Require.patterns("builders.allowed.destinations", destinations);
      if (namespaces.isEmpty() || destinations.isEmpty()) {
        throw new IllegalArgumentException(
            "builders.allowed: expected namespaces and destinations, at least one of each");
      }
    }
  }

  /** As the adapter takes it. */
  public ImageBuilderSettings settings() {
    return settings(strategy, timeout, allowed);
  }

  private static ImageBuilderSettings settings(
      String strategy, String timeout, List<Allowed> allowed) {
    return new ImageBuilderSettings(
        Require.oneOf("builders.strategy", strategy, BuildStrategy.class),
        allowed.stream()
            .map(each -> new ImageBuilderSettings.Allowed(each.namespaces(), each.destinations()))
            .toList(),
        Require.duration("builders.timeout", timeout));
  }
}
