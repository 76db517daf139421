package dev.laytime.build;

import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with placeholders: <code>{tag}</code>, <code>{commit}</code> and <code>{short}</code>, the
 * commit's first 12 digits. They are filled in at once: what is filled in is never read again.
 */
public final class BuildTemplate {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
  private static final GitCommit ANY = new GitCommit("0".repeat(40));

  private BuildTemplate() {}

  /**
   * Refuses text with a placeholder that there is not.
   *
   * @throws IllegalArgumentException that says which there are
   */
  public static void require(String text) {
    var _ = fill(text, Tag.LATEST, ANY);
  }

  /**
   * Refuses what makes no tags.
   *
   * @throws IllegalArgumentException that says why
   */
  static void requireTag(String text) {
    Tag tag = new Tag(fill(text, new Tag("0"), ANY));
    if (ReservedTags.isReserved(tag)) {
      throw new IllegalArgumentException("'%s': expected no tag of bookkeeping".formatted(text));
    }
  }

  /** The text with its placeholders filled in. */
  public static String fill(String text, Tag tag, GitCommit commit) {
    Map<String, String> values =
        Map.of("tag", tag.value(), "commit", commit.value(), "short", commit.abbreviated());
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(values, found, text)));
  }

  private static String value(Map<String, String> values, MatchResult found, String text) {
    String value = values.get(found.group(1));
    if (value == null) {
      throw new IllegalArgumentException(
          "'%s': there is no %s, but {tag}, {commit} and {short}".formatted(text, found.group()));
    }
    return value;
  }
}
