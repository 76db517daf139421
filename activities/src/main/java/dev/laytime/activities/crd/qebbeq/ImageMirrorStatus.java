package dev.laytime.activities.crd.qebbeq;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a mirror: {@code Ready}, or why not, and how it was polled last.
 *
 * @param conditions {@code Ready}, and {@code Polled} where it was
 * @param lastSyncTime when its last poll ended, as Qebbeq's first versions call it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageMirrorStatus(
    @JsonPropertyDescription("Whether the mirror is in force, and how its last poll ended")
        List<Condition> conditions,
    @JsonProperty("last_sync_time")
        @JsonAlias("lastSyncTime")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @io.fabric8.generator.annotation.Nullable
        @JsonPropertyDescription("When its last poll ended (used when policy.type==Poll)")
        @Nullable Instant lastSyncTime) {

  /** Of which nobody has written anything. */
  public static final ImageMirrorStatus NONE = new ImageMirrorStatus(List.of(), null);

  public ImageMirrorStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
