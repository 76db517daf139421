package dev.laytime.worker.configuration;

import dev.laytime.build.RefMapping;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an image's tag may mean in Git: exactly one of these.
 *
 * @param tag a template of a Git tag, as in <code>v{tag}</code>
 * @param branch a template of a branch, as in <code>release/{tag}</code>
 * @param commit what the image's tag begins with before the commit's digits; empty for nothing
 * @param digits how many of a commit there are at least: of few, somebody can make a commit that
 *     begins so; null for 12
 */
public record RefProperties(
    @Nullable String tag,
    @Nullable String branch,
    @Nullable String commit,
    @Nullable Integer digits) {

  private static final int USUAL = 12;
  private static final int FEWEST = 7;
  private static final int ALL = 40;

  /**
   * @throws IllegalArgumentException if it is none or several of these, or one is not of its form
   */
  public RefProperties {
    if (Stream.of(tag, branch, commit).filter(Objects::nonNull).count() != 1) {
      throw new IllegalArgumentException(
          "refs: expected exactly one of tag, branch and commit in each, as in - tag: v{tag}");
    }
    if (digits != null && (commit == null || digits < FEWEST || digits > ALL)) {
      throw new IllegalArgumentException(
          "refs.digits: expected %d to %d, and commit with it, not %d"
              .formatted(FEWEST, ALL, digits));
    }
    var _ = mapping(tag, branch, commit, digits);
  }

  RefMapping mapping() {
    return mapping(tag, branch, commit, digits);
  }

  private static RefMapping mapping(
      @Nullable String tag,
      @Nullable String branch,
      @Nullable String commit,
      @Nullable Integer digits) {
    if (tag != null) {
      return new RefMapping.ToTag(template("refs.tag", tag));
    }
    if (branch != null) {
      return new RefMapping.ToBranch(template("refs.branch", branch));
    }
    return new RefMapping.ToCommit(
        Objects.requireNonNullElse(commit, ""), Objects.requireNonNullElse(digits, USUAL));
  }

  /** Without a placeholder every image of the rule would be built of one and the same. */
  private static String template(String key, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(key + ": expected a template, as in v{tag}");
    }
    return text.strip();
  }
}
