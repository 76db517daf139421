package dev.laytime.activities.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** A cluster's API server, as far as custom resources need it. */
public interface ObjectApi extends AutoCloseable {

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

  /** How a patch is to be understood. */
  enum Patch {
    /** As the whole of what one field manager says of the object. */
    APPLY("application/apply-patch+yaml"),
    /** As the fields that change. */
    MERGE("application/merge-patch+json");

    private final String mediaType;

    Patch(String mediaType) {
      this.mediaType = mediaType;
    }

    /** Its {@code Content-Type}. */
    public String mediaType() {
      return mediaType;
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
   * Asks for all objects of a collection, as they were at one moment.
   *
   * @param made what is made of each; only that is kept
   * @throws IOException if any of them is missing; the message says what came instead
   */
  <T> List<T> list(String path, Function<JsonNode, List<T>> made) throws IOException;

  /**
   * Makes an object.
   *
   * @throws IOException if there is no answer; it may have been made
   */
  Answer create(String path, JsonNode object) throws IOException;

  /**
   * Changes an object.
   *
   * @throws IOException if there is no answer; it may have been changed
   */
  Answer patch(String path, Patch kind, JsonNode patch) throws IOException;

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
