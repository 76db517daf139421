package dev.laytime.activities.crd.imageoperator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One copy.
 *
 * @param source what was copied; null where image-operator wrote the entry
 * @param destination where it is; null where image-operator wrote the entry
 * @param digest of what was copied; null where image-operator wrote the entry
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryEntry(
    @JsonPropertyDescription("When it was done") @Nullable Instant performedAt,
    @JsonPropertyDescription("What was copied") @Nullable String source,
    @JsonPropertyDescription("Where it is") @Nullable String destination,
    @JsonPropertyDescription("Of what was copied") @Nullable String digest) {}
