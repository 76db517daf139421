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
 * @param kept that the destination has otherwise and that nobody may overwrite
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageCounts(
    @JsonPropertyDescription("Tags of the source that are meant") int matched,
    @JsonPropertyDescription("Those that the destination has") int current,
    @JsonPropertyDescription("Those that are still to be copied") int waiting,
    @JsonPropertyDescription("Those whose last attempt failed") int failing,
    @JsonPropertyDescription("Those that the destination has otherwise, and keeps") int kept) {

  /** Nothing at all. */
  public static final ImageCounts NONE = new ImageCounts(0, 0, 0, 0, 0);
}
