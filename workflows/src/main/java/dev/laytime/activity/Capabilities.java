package dev.laytime.activity;

/**
 * What a stage's registry can do.
 *
 * @param tagDeletion how a tag can go while its manifest stays
 * @param immutableTags whether a tag that exists cannot be moved
 */
public record Capabilities(TagDeletion tagDeletion, boolean immutableTags) {

  /** Ways for a tag to go. */
  public enum TagDeletion {
    /** As the OCI distribution-spec has it. */
    NATIVE,
    /** By a placeholder manifest that takes the tag and is deleted by digest. */
    PLACEHOLDER,
    /** Not at all: quarantine is a clock only. */
    NONE
  }
}
