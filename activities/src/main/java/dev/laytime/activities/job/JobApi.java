package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** A cluster's API server, as far as Jobs need it. */
public interface JobApi extends AutoCloseable {

  /** The way to it: credentials may be others each time. */
  @FunctionalInterface
  interface Way {
    /**
     * Opens connections.
     *
     * @throws IOException if it is not known how the cluster is reached
     */
    JobApi open() throws IOException;
  }

  /**
   * What the server answers.
   *
   * @param status of HTTP
   * @param body its JSON; missing where it has none
   */
  record Answer(int status, JsonNode body) {

    private static final int FIRST_ERROR = 300;

    /** Whether it was done. */
    public boolean isOk() {
      return status < FIRST_ERROR;
    }

    /** Why it was not, in one line. */
    public String refusal() {
      String message = body.path("message").asText();
      return "answered " + status + (message.isEmpty() ? "" : ": " + message);
    }
  }

  /**
   * Asks for one document.
   *
   * @param path with its query
   * @throws IOException if there is no answer, or none that can be read
   */
  Answer get(String path) throws IOException;

  /**
   * Asks for the end of a text, as the log of a container.
   *
   * @param bytes that it has at most
   * @throws IOException if it cannot be had
   */
  String tail(String path, int bytes) throws IOException;

  /**
   * Makes an object.
   *
   * @throws IOException if there is no answer; it may have been made
   */
  Answer create(String path, JsonNode object) throws IOException;

  /**
   * Asks for an object to be taken away.
   *
   * @param options such as what it must be still
   * @throws IOException if there is no answer; it may have been taken
   */
  Answer delete(String path, JsonNode options) throws IOException;

  /** Lets go of connections. */
  @Override
  default void close() {}
}
