package dev.laytime.worker.configuration;

import dev.laytime.activities.crd.imagebuilder.ImageBuilderSettings;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  private static final int MOST_PER_HOUR = 1000;
  private static final int MOST_AT_ONCE = 100;

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
   * @param perHour how many builds each of those namespaces may begin in any hour
   * @param atOnce how many each of those namespaces may have under way
   * @param most what one of them may use
   * @param pullSecret the name of a Secret, in the builders' namespace, by which bases are pulled;
   *     null for none
   */
  public record Allowed(
      @DefaultValue List<String> namespaces,
      @DefaultValue List<String> destinations,
      @DefaultValue("10") int perHour,
      @DefaultValue("2") int atOnce,
      @DefaultValue Most most,
      @Nullable String pullSecret) {

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
      if (perHour < 0 || perHour > MOST_PER_HOUR) {
        throw new IllegalArgumentException(
            "builders.allowed.per-hour: expected 0 to %d, not %d"
                .formatted(MOST_PER_HOUR, perHour));
      }
      Require.between("builders.allowed.at-once", atOnce, 1, MOST_AT_ONCE);
      pullSecret = Require.optional(pullSecret);
      if (pullSecret != null) {
        pullSecret = Require.name("builders.allowed.pull-secret", pullSecret);
      }
    }
  }

  /**
   * How much, as Kubernetes writes quantities.
   *
   * @param cpu that a build is sure to get
   * @param memory that it may not exceed
   * @param disk that it may fill
   */
  public record Most(
      @DefaultValue("2") String cpu,
      @DefaultValue("8Gi") String memory,
      @DefaultValue("10Gi") String disk) {

    /**
     * @throws IllegalArgumentException if one is none
     */
    public Most {
      requireQuantity("cpu", cpu);
      requireQuantity("memory", memory);
      requireQuantity("disk", disk);
    }

    private static void requireQuantity(String name, String quantity) {
      if (Quantity.of(quantity).isEmpty()) {
        throw new IllegalArgumentException(
            "builders.allowed.most.%s: expected a quantity, as in 500m or 2Gi, not '%s'"
                .formatted(name, quantity));
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
            .map(each ->
                new ImageBuilderSettings.Allowed(
                    each.namespaces(),
                    each.destinations(),
                    each.perHour(),
                    each.atOnce(),
                    new BuildResources(each.most().cpu(), each.most().memory(), each.most().disk()),
                    each.pullSecret()))
            .toList(),
        Require.duration("builders.timeout", timeout));
  }
}
