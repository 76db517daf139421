package dev.laytime.activities.crd.imageoperator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.laytime.activities.crd.StatusCondition;
import io.fabric8.generator.annotation.Default;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an object. The first four are image-operator's own.
 *
 * @param history the last 20 copies, the latest last
 * @param phase one word; {@code COMPLETED} where all that is meant was copied
 * @param tagAlreadySynced versions that were copied, in mode {@code OnceByTag}
 * @param lastGenerationSeen the generation that all of this is about
 * @param observedGeneration the same, as other kinds call it; null while only image-operator wrote
 * @param conditions {@code Ready} always, {@code Reconciling} and {@code Stalled} while they are so
 * @param counts how many tags are how; null while nobody knows
 * @param causes why copies failed, the first ten
 * @param takenOverGeneration the generation that was done when Laytime began: what it left at the
 *     destination is not overwritten; null for none
 * @param orderedAt when the observed generation was taken
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageStatus(
    @JsonPropertyDescription("The last 20 copies") List<HistoryEntry> history,
    @Default("COMPLETED") @JsonPropertyDescription("COMPLETED, PENDING, COPYING, FAILED or REFUSED")
        @Nullable String phase,
    @JsonPropertyDescription("Versions that were copied, in mode OnceByTag")
        List<String> tagAlreadySynced,
    @Default("0") @JsonPropertyDescription("The generation that the status is about")
        long lastGenerationSeen,
    @JsonPropertyDescription("The generation that the conditions are about")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready always; Reconciling and Stalled while they are true, as kstatus has them")
        List<StatusCondition> conditions,
    @JsonPropertyDescription("How many tags are how") @Nullable ImageCounts counts,
    @JsonPropertyDescription("Why copies failed, the first ten") List<String> causes,
    @JsonPropertyDescription(
            "The generation that was done when Laytime took over: nothing of it is overwritten")
        @Nullable Long takenOverGeneration,
    @JsonPropertyDescription("When the observed generation was taken")
        @Nullable Instant orderedAt) {

  static final int LONGEST_HISTORY = 20;

  /** Of which nobody has written anything. */
  public static final ImageStatus NONE =
      new ImageStatus(List.of(), null, List.of(), 0, null, List.of(), null, List.of(), null, null);

  public ImageStatus {
    history = history == null ? List.of() : List.copyOf(history);
    tagAlreadySynced = tagAlreadySynced == null ? List.of() : List.copyOf(tagAlreadySynced);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    causes = causes == null ? List.of() : List.copyOf(causes);
  }
}
