package dev.laytime.worker.configuration;

import dev.laytime.build.BuildBounds;
import dev.laytime.build.BuildResources;
import dev.laytime.build.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one build of a namespace may use at most.
 *
 * @param cpu as Kubernetes writes quantities, as the next two
 * @param platforms how many a rule may build for
 */
public record TenantMostProperties(
    @DefaultValue("500m") String cpu,
    @DefaultValue("2Gi") String memory,
    @DefaultValue("10Gi") String disk,
    @DefaultValue("30m") String timeout,
    @DefaultValue("2") int platforms) {

  private static final String KEY = "custom-resources.tenants.builds.most.";
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int MOST_PLATFORMS = 20;

  /**
   * @throws IllegalArgumentException if a value is not of its form
   */
  public TenantMostProperties {
    requireQuantity("cpu", cpu);
    requireQuantity("memory", memory);
    requireQuantity("disk", disk);
    var _ = duration(timeout);
    if (platforms < 1 || platforms > MOST_PLATFORMS) {
      throw new IllegalArgumentException(
          "%splatforms: expected 1 to %d, not %d".formatted(KEY, MOST_PLATFORMS, platforms));
    }
  }

  /** As rules are judged by them. */
  public BuildBounds bounds() {
    return new BuildBounds(new BuildResources(cpu, memory, disk), duration(timeout), platforms);
  }

  /** What is other than usual, in the words of {@link TenantProperties#judgedBy()}. */
  Stream<String> judgedBy() {
    BuildBounds bounds = bounds();
    return bounds.equals(BuildBounds.USUAL)
        ? Stream.empty()
        : TenantProperties.judgedBy(
            "build-most",
            List.of(
                "cpu:" + cpu,
                "memory:" + memory,
                "disk:" + disk,
                "timeout:" + bounds.timeout(),
                "platforms:" + platforms));
  }

  private static Duration duration(String timeout) {
    return Require.duration(
        KEY + "timeout", timeout, LONGEST, "a build that runs for longer is stuck");
  }

  private static void requireQuantity(String name, String quantity) {
    if (Quantity.of(quantity).isEmpty()) {
      throw new IllegalArgumentException(
          "%s%s: expected a quantity, as in 500m or 2Gi, not '%s'".formatted(KEY, name, quantity));
    }
  }
}
