package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a server tells in a watch: an event a line.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes">
 *     Kubernetes, efficient detection of changes</a>
 */
final class WatchStream {

  private static final int GONE = 410;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InputStream body;
  private final int largest;
  private final ClusterApi.PodEvents events;

  /**
   * @param largest so many bytes one event may have
   */
  WatchStream(InputStream body, int largest, ClusterApi.PodEvents events) {
    this.body = new BufferedInputStream(body);
    this.largest = largest;
    this.events = events;
  }

  /**
   * Hands on all events, until their end.
   *
   * @throws IOException if there is more that cannot be had
   */
  void read() throws IOException {
    events.began();
    for (byte[] line = line(); line.length > 0; line = line()) {
      handOn(event(line));
    }
  }

  /** Empty at the end. */
  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = body.read(); next >= 0; next = body.read()) {
      if (next == '\n') {
        return line.toByteArray();
      }
      if (line.size() == largest) {
        throw new TooLongException(largest);
      }
      line.write(next);
    }
    if (line.size() > 0) {
      throw new EOFException("it was cut in the middle of an event");
    }
    return new byte[0];
  }

  private static JsonNode event(byte[] line) throws IOException {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IOException("an event is no JSON", e);
    }
  }

  private void handOn(JsonNode event) throws IOException {
    JsonNode object = event.path("object");
    switch (event.path("type").asText()) {
      case "ADDED", "MODIFIED" -> events.came(object);
      case "DELETED" -> events.went(object);
      case "ERROR" -> throw error(object);
      default -> {}
    }
    String version = object.path("metadata").path("resourceVersion").asText();
    if (!version.isEmpty()) {
      events.at(version);
    }
  }

  private static IOException error(JsonNode status) {
    String message = status.path("message").asText("an error without a message");
    return status.path("code").asInt() == GONE
        ? new ClusterApi.ForgottenException(message)
        : new IOException(message);
  }
}
