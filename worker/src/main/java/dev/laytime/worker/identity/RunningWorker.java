package dev.laytime.worker.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of itself, in {@code GET /api/v1/info} and in its state directory.
 *
 * @param name always {@code laytime}
 * @param version the worker's version
 * @param server where its HTTP API is, as in {@code http://127.0.0.1:8480}
 * @param temporal the service it polls
 * @param embedded whether it was started with {@code --embedded}
 * @param registry {@code HOST:PORT} of the registry that it brings; null where it brings none
 * @param taskQueues what it polls
 * @param tokenFile where the token for writes is, on its own machine; null where it is not embedded
 *     or writes are off
 * @param dryRun whether it writes nothing to any registry
 */
public record RunningWorker(
    String name,
    String version,
    String server,
    Temporal temporal,
    boolean embedded,
    @Nullable String registry,
    List<String> taskQueues,
    @Nullable String tokenFile,
    boolean dryRun) {

  public RunningWorker {
    taskQueues = List.copyOf(taskQueues);
  }

  /**
   * A Temporal service.
   *
   * @param address {@code HOST:PORT}
   */
  public record Temporal(String address, String namespace) {}
}
