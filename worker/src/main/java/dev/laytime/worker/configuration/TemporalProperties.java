package dev.laytime.worker.configuration;

import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Temporal service. TLS and API keys are set under {@code spring.temporal.connection}.
 *
 * @param address {@code HOST:PORT}; empty for none
 * @param namespace the namespace that holds all workflows
 */
public record TemporalProperties(
    @DefaultValue("") String address, @DefaultValue("default") String namespace) {

  private static final Pattern ADDRESS = Pattern.compile("(?:dns:///)?[^/\\s:]+:\\d{1,5}");
  private static final Pattern ADDRESS_V6 = Pattern.compile("\\[[0-9a-fA-F:.]+]:\\d{1,5}");

  /**
   * @throws IllegalArgumentException if the address or the namespace is not of its form
   */
  public TemporalProperties {
    address = address.strip();
    if (!address.isEmpty()
        && !ADDRESS.matcher(address).matches()
        && !ADDRESS_V6.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "address: expected HOST:PORT, as in 127.0.0.1:7233, not '%s'".formatted(address));
    }
    if (namespace.isBlank()) {
      throw new IllegalArgumentException("namespace: expected a name, as in default");
    }
  }

  /** Where the service is, if a person said so. */
  public Optional<String> configuredAddress() {
    return address.isEmpty() ? Optional.empty() : Optional.of(address);
  }
}
