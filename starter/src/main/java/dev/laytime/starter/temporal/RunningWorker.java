package dev.laytime.starter.temporal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says of itself: at {@code /api/v1/info}, and in {@code worker.json}.
 *
 * @param name always {@code laytime}
 * @param server where its API is
 * @param embedded whether it brought its own registry
 * @param registry that registry's host and port
 * @param taskQueues what it polls
 * @param tokenFile where an embedded worker keeps the token for writes; null elsewhere
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunningWorker(
    String name,
    String version,
    String server,
    Temporal temporal,
    boolean embedded,
    @Nullable String registry,
    List<String> taskQueues,
    @Nullable String tokenFile) {

  private static final String NAME = "laytime";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The Temporal service that it works for. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Temporal(String address, String namespace) {}

  /** Reads what a worker says; empty where somebody else is speaking. */
  public static Optional<RunningWorker> parse(String json) {
    try {
      RunningWorker worker = MAPPER.readValue(json, RunningWorker.class);
      return worker != null && worker.isWhole() ? Optional.of(worker) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Jackson leaves out what the document leaves out, whatever the types say. */
  @SuppressWarnings("NullAway")
  private boolean isWhole() {
    return NAME.equals(name)
        && server != null
        && temporal != null
        && temporal.address() != null
        && temporal.namespace() != null
        && taskQueues != null;
  }
}
