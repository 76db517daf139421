package dev.laytime.activity;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.util.List;

/**
 * What removals come to, one plan a claim and in the claims' order.
 *
 * @param plans as many as claims were asked about
 */
public record SurveyResult(List<Plan> plans) {

  public SurveyResult {
    plans = List.copyOf(plans);
  }

  /**
   * One removal.
   *
   * @param life whose
   * @param keeps why nothing may go; empty where it may
   * @param hold whether the manifest must be held before the first step
   * @param steps what to take away, in this order; empty where others still need all of it
   * @param note for people: what stays and why, as "quarantine is a clock only"
   * @param releasedBytes what the registry's own collection may free afterwards; 0 for a quarantine
   * @param gone whether there is nothing to take away: the tag of a quarantine, the manifest and
   *     all that goes with it of a deletion
   */
  public record Plan(
      String life,
      List<String> keeps,
      boolean hold,
      List<Step> steps,
      String note,
      long releasedBytes,
      boolean gone) {

    public Plan {
      keeps = List.copyOf(keeps);
      steps = List.copyOf(steps);
    }

    /** What is there. */
    public Plan(
        String life,
        List<String> keeps,
        boolean hold,
        List<Step> steps,
        String note,
        long releasedBytes) {
      this(life, keeps, hold, steps, note, releasedBytes, false);
    }
  }

  /** One DELETE. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Untag.class, name = "untag"),
    @JsonSubTypes.Type(value = DeleteManifest.class, name = "delete"),
    @JsonSubTypes.Type(value = Unlist.class, name = "unlist"),
  })
  public sealed interface Step {}

  /**
   * Takes a tag away from a manifest that stays.
   *
   * @param digest what the tag must still name
   * @param placeholder whether the tag goes by way of a placeholder manifest
   */
  public record Untag(Tag tag, Digest digest, boolean placeholder) implements Step {}

  /**
   * Deletes a manifest with every tag on it.
   *
   * @param tags the only tags that may still name it
   */
  public record DeleteManifest(Digest digest, List<Tag> tags) implements Step {
    public DeleteManifest {
      tags = List.copyOf(tags);
    }
  }

  /** Takes a referrer out of its subject's fallback tag; the tag goes with its last entry. */
  public record Unlist(Digest subject, Digest referrer) implements Step {}
}
