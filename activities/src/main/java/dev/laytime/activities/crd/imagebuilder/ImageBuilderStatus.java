package dev.laytime.activities.crd.imagebuilder;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.laytime.activities.crd.StatusCondition;
import io.fabric8.generator.annotation.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an object. The first three are image-operator's own.
 *
 * @param ranJobs what image-operator would have called its Jobs: where they are there and {@code
 *     pushed} is true, it begins nothing anew
 * @param pushed whether the image is where it belongs
 * @param lastGenerationSeen the generation that was built, or is
 * @param observedGeneration the generation that the conditions are about; null while only
 *     image-operator wrote
 * @param conditions {@code Ready} always, {@code Reconciling} and {@code Stalled} while they are so
 * @param digest of the image; null where it is not known
 * @param build the workflow's id; null for none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageBuilderStatus(
    @JsonPropertyDescription("What image-operator would have called its Jobs") List<String> ranJobs,
    @JsonPropertyDescription("Whether the image is where it belongs") boolean pushed,
    @Default("0") @JsonPropertyDescription("The generation that was built, or is")
        long lastGenerationSeen,
    @JsonPropertyDescription("The generation that the conditions are about")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready always; Reconciling and Stalled while they are true, as kstatus has them")
        List<StatusCondition> conditions,
    @JsonPropertyDescription("The digest of the image") @Nullable String digest,
    @JsonPropertyDescription("The workflow that builds it") @Nullable String build) {

  /** Of which nobody has written anything. */
  public static final ImageBuilderStatus NONE =
      new ImageBuilderStatus(List.of(), false, 0, null, List.of(), null, null);

  public ImageBuilderStatus {
    ranJobs = ranJobs == null ? List.of() : List.copyOf(ranJobs);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
