package dev.laytime.worker.api;

import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.worker.ledger.PullEvents.Pulled;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a registry sends when something happens there, in the form of CNCF distribution: an envelope
 * of events.
 */
final class PullNotification {

  private static final String BLOB = "application/octet-stream";

  /** The path's last two parts: before them, {@code blobs} may be part of a repository's name. */
  private static final Pattern BLOB_URL = Pattern.compile("/blobs/[^/]+$");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PullNotification() {}

  /**
   * The pulls of manifests that it tells of; what else happened is passed over.
   *
   * @throws RequestException if it is no envelope of events
   */
  static List<Pulled> pulls(byte[] body) {
    List<Pulled> pulls = new ArrayList<>();
    for (JsonNode event : events(body)) {
      if (text(event, "action").equals("pull") && !isBlob(event.path("target"))) {
        pulls.add(
            new Pulled(
                text(event.path("target"), "repository"),
                digest(text(event.path("target"), "digest")),
                text(event.path("request"), "useragent"),
                text(event.path("source"), "instanceID"),
                instant(text(event, "timestamp"))));
      }
    }
    return pulls;
  }

  private static JsonNode events(byte[] body) {
    try {
      JsonNode events = JSON.readTree(body).path("events");
      if (events.isArray()) {
        return events;
      }
    } catch (JacksonException e) {
      throw bad("it is no JSON: " + e.getOriginalMessage());
    }
    throw bad("it is no object with a list of events");
  }

  private static RequestException bad(String cause) {
    return RequestException.bad(
        "read the notification",
        cause,
        "send what CNCF distribution sends to the endpoints of its notifications");
  }

  /** By its media type a layer may be anything; where it is, distribution says so. */
  private static boolean isBlob(JsonNode target) {
    return text(target, "mediaType").equals(BLOB) || BLOB_URL.matcher(text(target, "url")).find();
  }

  private static String text(JsonNode parent, String name) {
    JsonNode value = parent.path(name);
    return value.isString() ? value.stringValue() : "";
  }

  private static @Nullable Digest digest(String text) {
    try {
      return new Digest(text);
    } catch (InvalidReferenceException e) {
      return null;
    }
  }

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
