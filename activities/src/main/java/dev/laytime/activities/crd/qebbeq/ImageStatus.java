package dev.laytime.activities.crd.qebbeq;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an {@code Image} object's image is.
 *
 * @param references the objects that name it, sorted
 * @param retainUntil until when it stays although no object names it; written as null where none
 *     does not hold
 * @param lastPulledAt when it was last copied into the registry
 * @param phase one word for {@code kubectl get}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageStatus(
    @JsonPropertyDescription("The current set of object references that use this image")
        List<ObjectReference> references,
    @JsonProperty("retain_until")
        @io.fabric8.generator.annotation.Nullable
        @JsonPropertyDescription("When the image should be retained until (RFC3339)")
        @Nullable Instant retainUntil,
    @JsonProperty("last_pulled_at")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @io.fabric8.generator.annotation.Nullable
        @JsonPropertyDescription("Last time the image was pulled into the managed registry")
        @Nullable Instant lastPulledAt,
    @JsonPropertyDescription("Standard Kubernetes-style conditions (e.g., Ready, ImagePullBackOff)")
        List<Condition> conditions,
    @io.fabric8.generator.annotation.Nullable
        @JsonPropertyDescription(
            "High-level phase summarizing state for kubectl get output (e.g., Ready,"
                + " ImagePullBackOff, Retaining, Unreferenced, Deleting)")
        @Nullable String phase) {

  /** Of which nobody has written anything. */
  public static final ImageStatus NONE = new ImageStatus(List.of(), null, null, List.of(), null);

  public ImageStatus {
    references = references == null ? List.of() : references.stream().sorted().distinct().toList();
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
