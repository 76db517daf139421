package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.image.InvalidReferenceException;
import java.util.regex.Pattern;

/** What a source repository is asked for. Nothing but tags, branches and commits can be named. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = GitRef.TagRef.class, name = "tag"),
  @JsonSubTypes.Type(value = GitRef.BranchRef.class, name = "branch"),
  @JsonSubTypes.Type(value = GitRef.CommitRef.class, name = "commit"),
})
public sealed interface GitRef {

  /** For people: {@code tag v1.2}. */
  String said();

  /**
   * A tag, annotated or not.
   *
   * @param name without {@code refs/tags/}
   */
  record TagRef(String name) implements GitRef {

    /**
     * @throws InvalidReferenceException if no tag may be called so
     */
    public TagRef {
      requireName("Git tag", name);
    }

    @Override
    public String said() {
      return "tag " + name;
    }
  }

  /**
   * A branch.
   *
   * @param name without {@code refs/heads/}
   */
  record BranchRef(String name) implements GitRef {

    /**
     * @throws InvalidReferenceException if no branch may be called so
     */
    public BranchRef {
      requireName("Git branch", name);
    }

    @Override
    public String said() {
      return "branch " + name;
    }
  }

  /**
   * A commit, by its id or by the beginning of it.
   *
   * @param digits 7 to 40 lowercase hexadecimal digits
   */
  record CommitRef(String digits) implements GitRef {

    private static final Pattern FORM = Pattern.compile("[a-f0-9]{7,40}");

    /**
     * @throws InvalidReferenceException if it is none
     */
    public CommitRef {
      if (!FORM.matcher(digits).matches()) {
        throw new InvalidReferenceException(
            "commit", digits, "7 to 40 lowercase hexadecimal digits");
      }
    }

    @Override
    public String said() {
      return "commit " + digits;
    }
  }

  private static void requireName(String kind, String name) {
    if (!GitNames.isName(name)) {
      throw new InvalidReferenceException(
          kind,
          name,
          "1 to 200 of [A-Za-z0-9_.+/-], no part of it empty or beginning with '.' or '-', no '..',"
              + " and no commit's id");
    }
  }
}
