package dev.laytime.activities.crd.imageoperator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be copied, and where.
 *
 * @param allowCandidateRelease whether {@code -rc1} and its like match a pattern
 * @param frequency from one look to the next, as {@link Frequency} reads it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageSpec(
    @JsonPropertyDescription("Whether 2.13.x also means 2.13.1-rc1") boolean allowCandidateRelease,
    @Required
        @JsonPropertyDescription(
            "OneShot: once; OnceByTag: each matching tag once; Recurrent: whenever it differs")
        ImageMode mode,
    @Default("5m")
        @JsonPropertyDescription("From one look to the next, as in 30s, 15m, 1h30m, 2d or 1w")
        @Nullable String frequency,
    @Required ImageEnd source,
    @Required ImageEnd destination) {

  public ImageSpec {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(destination, "destination");
  }
}
