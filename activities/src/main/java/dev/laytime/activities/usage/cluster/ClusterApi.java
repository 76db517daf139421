package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cluster's API server, as far as it is read. */
public interface ClusterApi extends AutoCloseable {

  /**
   * What the server answers.
   *
   * @param status of HTTP
   * @param body its JSON; missing where it has none
   */
  record Answer(int status, JsonNode body) {

    boolean isOk() {
      return status == 200;
    }

    /** Why it is not what was asked for, in one line. */
    String refusal() {
      String message = body.path("message").asText();
      return "answered " + status + (message.isEmpty() ? "" : ": " + message);
    }
  }

  /**
   * Asks for one document.
   *
   * @param path with its query, as in {@code /api/v1/pods?limit=250}
   * @throws IOException if there is no answer, or none that can be read
   */
  Answer get(String path) throws IOException;

  /**
   * Hands on each Pod that comes or changes, until the server ends that or this thread is
   * interrupted. What goes away is not told.
   *
   * @param namespace null for all
   * @param version the resource version after which it begins
   * @throws IOException if it could not begin, or ended
   */
  void watchPods(@Nullable String namespace, String version, Consumer<JsonNode> pods)
      throws IOException, InterruptedException;

  /** Lets go of connections. */
  @Override
  default void close() {}
}
