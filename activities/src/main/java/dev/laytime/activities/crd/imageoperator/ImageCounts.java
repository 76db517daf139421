package dev.laytime.activities.crd.imageoperator;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How many tags are how.
 *
 * @param matched that the source has and that are meant
 * @param current that the destination has as they are meant to be
 * @param waiting that are still to be copied
 * @param failing whose last attempt failed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageCounts(
    @JsonPropertyDescription("Tags of the source that are meant") int matched,
    @JsonPropertyDescription("Those that the destination has") int current,
    @JsonPropertyDescription("Those that are still to be copied") int waiting,
    @JsonPropertyDescription("Those whose last attempt failed") int failing) {}
