package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
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

  /** What becomes of Pods, as a server tells it. */
  interface PodEvents {

    /** From here on they are told. */
    void began();

    /** One is there, new or another than before; or the same once more. */
    void came(JsonNode pod);

    /** One is there no longer. */
    void went(JsonNode pod);

    /** All up to this resource version was told. */
    void at(String version);
  }

  /** The server has forgotten what was after the version that it was asked for. */
  final class ForgottenException extends IOException {

    private static final long serialVersionUID = 1;

    ForgottenException(String message) {
      super(message);
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
   * Hands on what becomes of Pods, until the server ends that.
   *
   * @param namespace null for all
   * @param version the resource version after which it begins
   * @param longest the server is asked to end it then; one that is heard of no more is not waited
   *     for much longer
   * @throws ForgottenException if it must begin with a list
   * @throws IOException if it could not begin, was cut, or this thread was interrupted
   */
  void watchPods(@Nullable String namespace, String version, Duration longest, PodEvents events)
      throws IOException;

  /** Lets go of connections. */
  @Override
  default void close() {}
}
