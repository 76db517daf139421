package dev.laytime.activities.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition as Kubernetes' own kinds have it.
 *
 * @param type what is said
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param observedGeneration of the object, when this was said
 * @param lastTransitionTime when the status last changed
 * @param reason one word for programs
 * @param message for people
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusCondition(
    @Required @JsonPropertyDescription("Ready, Reconciling or Stalled") String type,
    @Required @JsonPropertyDescription("True, False or Unknown") String status,
    @JsonPropertyDescription("The generation of the object that this is about")
        @Nullable Long observedGeneration,
    @Required @JsonPropertyDescription("When the status last changed")
        @Nullable Instant lastTransitionTime,
    @Required @JsonPropertyDescription("One word for programs") String reason,
    @Required @JsonPropertyDescription("For people") String message) {

  static final String TRUE = "True";
  static final String FALSE = "False";
  static final String UNKNOWN = "Unknown";

  /** The same, since it was so before, or since now. */
  StatusCondition after(List<StatusCondition> before, Instant now) {
    Instant since = now;
    for (StatusCondition old : before) {
      Instant then = old.lastTransitionTime();
      if (type.equals(old.type()) && status.equals(old.status()) && then != null) {
        since = then;
      }
    }
    return new StatusCondition(type, status, observedGeneration, since, reason, message);
  }
}
