package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Tag;
import java.util.Optional;

/** What an image's tag means in Git. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "to")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RefMapping.ToTag.class, name = "tag"),
  @JsonSubTypes.Type(value = RefMapping.ToBranch.class, name = "branch"),
  @JsonSubTypes.Type(value = RefMapping.ToCommit.class, name = "commit"),
})
public sealed interface RefMapping {

  /** Where the image's tag goes in a template. */
  String TAG = "{tag}";

  /** What Git is asked for; empty where the tag means nothing, or nothing that may be asked. */
  Optional<GitRef> candidate(Tag tag);

  /**
   * A Git tag.
   *
   * @param template as in <code>v{tag}</code>
   */
  record ToTag(String template) implements RefMapping {

    /**
     * @throws InvalidReferenceException if it makes no names of tags
     */
    public ToTag {
      var _ = new GitRef.TagRef(template.replace(TAG, "0"));
    }

    @Override
    public Optional<GitRef> candidate(Tag tag) {
      String name = template.replace(TAG, tag.value());
      return GitNames.isName(name) ? Optional.of(new GitRef.TagRef(name)) : Optional.empty();
    }
  }

  /**
   * A branch.
   *
   * @param template as in <code>{tag}</code> or <code>release/{tag}</code>
   */
  record ToBranch(String template) implements RefMapping {

    /**
     * @throws InvalidReferenceException if it makes no names of branches
     */
    public ToBranch {
      var _ = new GitRef.BranchRef(template.replace(TAG, "0"));
    }

    @Override
    public Optional<GitRef> candidate(Tag tag) {
      String name = template.replace(TAG, tag.value());
      return GitNames.isName(name) ? Optional.of(new GitRef.BranchRef(name)) : Optional.empty();
    }
  }

  /**
   * A commit's id, or the beginning of it.
   *
   * @param prefix of the image's tag, in front of the digits; empty for none
   * @param digits how many it takes, 7 to 40: of few, somebody can make a commit that begins so; 0
   *     for 12
   */
  record ToCommit(String prefix, int digits) implements RefMapping {

    static final int FEWEST = 7;

    private static final int USUAL = 12;
    private static final int ALL = 40;

    /**
     * @throws InvalidReferenceException if no tag begins so
     * @throws IllegalArgumentException if the number is out of its range
     */
    public ToCommit {
      var _ = new Tag(prefix + "0");
      digits = digits == 0 ? USUAL : digits;
      if (digits < FEWEST || digits > ALL) {
        throw new IllegalArgumentException(
            "digits %d: expected %d to %d".formatted(digits, FEWEST, ALL));
      }
    }

    /** Of 12 digits or more. */
    public ToCommit(String prefix) {
      this(prefix, USUAL);
    }

    @Override
    public Optional<GitRef> candidate(Tag tag) {
      String text = tag.value();
      if (!text.startsWith(prefix) || text.length() < prefix.length() + digits) {
        return Optional.empty();
      }
      try {
        return Optional.of(new GitRef.CommitRef(text.substring(prefix.length())));
      } catch (InvalidReferenceException e) {
        return Optional.empty();
      }
    }
  }
}
