package dev.laytime.mirror;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.laytime.image.Tag;
import java.util.function.Predicate;

/** Regular expressions in time that grows with their size and the tag's length, and no faster. */
final class RegularExpressions {

  /** Repetitions write their inside out so often: this is how large that may become. */
  private static final int LARGEST = 2_000;

  /** {@code .x}, where it is not the beginning of a word as in {@code 1.xenial}. */
  private static final Pattern ANY_NUMBER = Pattern.compile("\\.x([^0-9A-Za-z_]|$)");

  /** It could stand between a group and its repetition, and hide that. */
  private static final String QUOTE = "\\Q";

  private static final String NUMBER = "\\.[0-9]+";

  private RegularExpressions() {}

  /**
   * @throws IllegalArgumentException if the text is no regular expression, or too large
   */
  static Predicate<Tag> wholeTag(String regex) {
    if (regex.contains(QUOTE)) {
      throw new IllegalArgumentException(
          "Invalid regex '%s': quoting with \\Q is not known here; write \\. for a dot"
              .formatted(regex));
    }
    if (ExpressionSize.of(regex) > LARGEST) {
      throw new IllegalArgumentException(
          "Invalid regex '%s': its repetitions come to more than %d; write fewer or smaller ones"
              .formatted(regex, LARGEST));
    }
    try {
      return matcher(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Invalid regex '%s': %s; expected one of RE2, as in v[0-9]+\\.[0-9]+"
              .formatted(regex, e.getDescription()),
          e);
    }
  }

  static Predicate<Tag> versions(String pattern, boolean candidates) {
    StringBuilder regex = new StringBuilder("v?");
    int from = 0;
    int at = anyNumber(pattern, from);
    boolean open = at >= 0;
    while (at >= 0) {
      regex.append(Pattern.quote(pattern.substring(from, at))).append(NUMBER);
      from = at + 2;
      at = anyNumber(pattern, from);
    }
    regex.append(Pattern.quote(pattern.substring(from)));
    return matcher(Pattern.compile(regex + (open && candidates ? "(-rc[0-9]+)?" : "")));
  }

  /** Whether a pattern of versions has any number in it. */
  static boolean isOpen(String pattern) {
    return anyNumber(pattern, 0) >= 0;
  }

  private static int anyNumber(String pattern, int from) {
    Matcher matcher = ANY_NUMBER.matcher(pattern);
    return matcher.find(from) ? matcher.start() : -1;
  }

  private static Predicate<Tag> matcher(Pattern pattern) {
    return tag -> pattern.matches(tag.value());
  }
}
