package dev.laytime.worker.identity;

import dev.laytime.worker.embedded.EmbeddedConfiguration;
import dev.laytime.worker.temporal.TemporalConnection;
import dev.laytime.workflow.TaskQueues;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Finds out what this worker says of itself; complete once the HTTP server listens. */
public final class WorkerIdentity {

  private final Environment environment;
  private final TemporalConnection temporal;
  private final @Nullable String registry;
  private final @Nullable String tokenFile;
  private final boolean dryRun;

  /**
   * The identity of one worker.
   *
   * @param registry {@code HOST:PORT} of the registry that it brings; null where it brings none
   * @param tokenFile where the token for writes is; null for none
   * @param dryRun whether it writes nothing to any registry
   */
  public WorkerIdentity(
      Environment environment,
      TemporalConnection temporal,
      @Nullable String registry,
      @Nullable String tokenFile,
      boolean dryRun) {
    this.environment = environment;
    this.temporal = temporal;
    this.registry = registry;
    this.tokenFile = tokenFile;
    this.dryRun = dryRun;
  }

  /** What there is to say now. */
  public RunningWorker describe() {
    boolean embedded = environment.acceptsProfiles(Profiles.of(EmbeddedConfiguration.PROFILE));
    return new RunningWorker(
        "laytime",
        environment.getRequiredProperty("spring.application.version"),
        "http://%s:%s".formatted(host(), environment.getRequiredProperty("local.server.port")),
        new RunningWorker.Temporal(temporal.address(), temporal.namespace()),
        embedded,
        registry,
        TaskQueues.ALL,
        embedded ? tokenFile : null,
        dryRun);
  }

  /** The address it listens on; where that is every address, the one of this machine. */
  private String host() {
    InetAddress address = environment.getRequiredProperty("server.address", InetAddress.class);
    if (address.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    return address instanceof Inet6Address
        ? "[" + address.getHostAddress() + "]"
        : address.getHostAddress();
  }
}
