package dev.laytime.worker.configuration;

import dev.laytime.build.Quantity;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept of what was fetched to build of.
 *
 * @param most how much of it, as Kubernetes writes quantities; what was not used for longest goes
 */
public record BuildSourcesProperties(@DefaultValue("4Gi") String most) {

  /**
   * @throws IllegalArgumentException if it is no quantity
   */
  public BuildSourcesProperties {
    var _ = bytes(most);
  }

  /** In bytes. */
  public long bytes() {
    return bytes(most);
  }

  private static long bytes(String quantity) {
    return Quantity.of(quantity)
        .filter(bytes -> bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "build-sources.most: expected a quantity, as in 4Gi, not '%s'".formatted(quantity)))
        .longValue();
  }
}
