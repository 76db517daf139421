package dev.laytime.activities.crd;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What every object has.
 *
 * @param namespace empty for an object in none
 * @param uid tells it from an earlier one of the same name
 * @param version which changes with every write
 * @param generation which changes with every write of what is wished
 * @param requested what the annotation {@link ObjectStatus#REQUESTED_AT} says; null for nothing
 */
public record ObjectHeader(
    ObjectKind kind,
    String namespace,
    String name,
    String uid,
    String version,
    long generation,
    @Nullable String requested) {

  private static final int LONGEST = 256;

  /** Reads it out of an object. */
  public static ObjectHeader of(ObjectKind kind, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    JsonNode requested = metadata.path("annotations").path(ObjectStatus.REQUESTED_AT);
    return new ObjectHeader(
        kind,
        metadata.path("namespace").asText(),
        metadata.path("name").asText(),
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText(),
        metadata.path("generation").asLong(),
        requested.isTextual() && requested.asText().length() <= LONGEST
            ? requested.asText()
            : null);
  }

  /** What it is called among those of its kind. */
  public String key() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  @Override
  public String toString() {
    return kind.kind() + " " + key();
  }
}
