package dev.laytime.activities.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an object.
 *
 * @param observedGeneration of the object that the conditions are about
 * @param conditions {@code Ready} always, {@code Reconciling} and {@code Stalled} while they are so
 * @param lastHandledReconcileAt the last {@code laytime.dev/requestedAt} that was heeded
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ObjectStatus(
    @JsonPropertyDescription("The generation that the conditions are about")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready always; Reconciling and Stalled while they are true, as kstatus has them")
        List<StatusCondition> conditions,
    @JsonPropertyDescription("The last value of laytime.dev/requestedAt that was heeded")
        @Nullable String lastHandledReconcileAt) {

  /** The annotation whose every new value asks for a look at once. */
  public static final String REQUESTED_AT = "laytime.dev/requestedAt";

  /** Of which nobody has written anything. */
  public static final ObjectStatus NONE = new ObjectStatus(null, List.of(), null);

  public ObjectStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /**
   * What it becomes.
   *
   * @param requested what the annotation says now; null for none
   */
  public ObjectStatus after(
      Verdict verdict, long generation, @Nullable String requested, Instant now) {
    return new ObjectStatus(
        generation,
        verdict.conditions(generation, conditions, now),
        requested == null ? lastHandledReconcileAt : requested);
  }

  /** Whether another says something else to people. */
  public boolean saysOtherwiseThan(ObjectStatus before) {
    return !said(this).equals(said(before));
  }

  private static List<String> said(ObjectStatus status) {
    return status.conditions().stream()
        .map(each -> String.join("\n", each.type(), each.status(), each.reason(), each.message()))
        .toList();
  }
}
