package dev.laytime.workflow;

import io.temporal.common.SearchAttributeKey;
import java.time.OffsetDateTime;
import java.util.List;

/** What workflows can be found by. Workflow code alone writes them; they decide nothing. */
public final class SearchAttributes {

  /** The target's registry, as in {@code ghcr.io}; {@code oci} for a layout. */
  public static final SearchAttributeKey<String> REGISTRY =
      SearchAttributeKey.forKeyword("LaytimeRegistry");

  /** The target's repository with its registry, or a layout's directory. */
  public static final SearchAttributeKey<String> REPOSITORY =
      SearchAttributeKey.forKeyword("LaytimeRepository");

  /** Where the workflow stands: the name of its state. */
  public static final SearchAttributeKey<String> STATE =
      SearchAttributeKey.forKeyword("LaytimeState");

  /** The stage that the image lies in, or that is swept. */
  public static final SearchAttributeKey<String> STAGE =
      SearchAttributeKey.forKeyword("LaytimeStage");

  /** The sources of use that name the image, or the one that is scanned. */
  public static final SearchAttributeKey<List<String>> SOURCE =
      SearchAttributeKey.forKeywordList("LaytimeSource");

  /** The end of the grace period or the quarantine. */
  public static final SearchAttributeKey<OffsetDateTime> DEADLINE =
      SearchAttributeKey.forOffsetDateTime("LaytimeDeadline");

  /** Whether a person pinned the image. */
  public static final SearchAttributeKey<Boolean> PINNED =
      SearchAttributeKey.forBoolean("LaytimePinned");

  /** All of them; a Temporal namespace must know every one before a worker starts. */
  public static final List<SearchAttributeKey<?>> ALL =
      List.of(REGISTRY, REPOSITORY, STATE, STAGE, SOURCE, DEADLINE, PINNED);

  private SearchAttributes() {}
}
