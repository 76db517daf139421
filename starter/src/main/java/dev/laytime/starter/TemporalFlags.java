package dev.laytime.starter;

import dev.laytime.starter.temporal.TemporalOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that talk to Temporal. */
final class TemporalFlags {

  @Option(
      names = "--server",
      paramLabel = "URL",
      order = 50,
      description = "A worker's API; it names its Temporal (LAYTIME_SERVER).")
  @Nullable URI server;

  @Option(
      names = "--temporal-address",
      paramLabel = "HOST:PORT",
      order = 51,
      description = "The Temporal service (TEMPORAL_ADDRESS).")
  private @Nullable String address;

  @Option(
      names = "--temporal-namespace",
      paramLabel = "NAME",
      order = 52,
      description = "Its namespace (TEMPORAL_NAMESPACE).")
  private @Nullable String namespace;

  @Option(
      names = "--temporal-profile",
      paramLabel = "NAME",
      order = 53,
      description = "A profile of Temporal's own configuration file (TEMPORAL_PROFILE).")
  private @Nullable String profile;

  TemporalOptions options() {
    return new TemporalOptions(address, namespace, profile);
  }
}
