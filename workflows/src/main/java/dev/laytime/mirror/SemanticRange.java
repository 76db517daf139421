package dev.laytime.mirror;

import dev.laytime.image.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.semver4j.Semver;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/**
 * Any of several ranges of semantic versions.
 *
 * @param alternatives what was written between {@code ||}
 */
record SemanticRange(List<RangeList> alternatives) implements Predicate<Tag> {

  private static final String PART = "(?:0|[1-9]\\d{0,8}|[xX*])";
  private static final String NAME = "[0-9A-Za-z-]{1,64}(?:\\.[0-9A-Za-z-]{1,64}){0,8}";
  private static final String VERSION =
      PART + "(?:\\." + PART + "(?:\\." + PART + "(?:-" + NAME + ")?)?)?";
  private static final String COMPARISON = "(?:>=|<=|>|<|=|\\^|~>|~)?" + VERSION;

  /** Stricter than the library, to which what it does not understand may mean anything. */
  private static final Pattern FORM =
      Pattern.compile(
          "%s - %s|%s(?: %s){0,15}".formatted(VERSION, VERSION, COMPARISON, COMPARISON));

  private static final Pattern BLANKS = Pattern.compile("[ \\t,]+");
  private static final Pattern AFTER_OPERATOR = Pattern.compile("(?<=[<>=~^]) (?=[v0-9xX*])");

  /** The letter that may stand before a version. */
  private static final Pattern LETTER = Pattern.compile("(?<![0-9A-Za-z.-])v(?=[0-9xX*])");

  /**
   * Only a version's prerelease begins with a dash right after a number. Where there is one, all of
   * them are in the range; else none is.
   */
  private static final Pattern PRERELEASE = Pattern.compile("[0-9xX*]-");

  SemanticRange {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * @throws IllegalArgumentException if the text is no range
   */
  static SemanticRange parse(String text) {
    return new SemanticRange(
        Arrays.stream(text.split("\\|\\|", -1)).map(part -> alternative(part, text)).toList());
  }

  private static RangeList alternative(String part, String text) {
    String spaced = BLANKS.matcher(part).replaceAll(" ").strip();
    String joined = AFTER_OPERATOR.matcher(spaced).replaceAll("");
    String range = LETTER.matcher(joined).replaceAll("");
    if (!FORM.matcher(range).matches()) {
      throw new IllegalArgumentException(
          "Invalid range '%s': expected semantic versions, as in >=1.2 <2, ^1.2, ~1.2.3, 1.x,"
                  .formatted(text)
              + " 1.2.3 - 2.0, or several of them with || between");
    }
    return RangeListFactory.create(range, PRERELEASE.matcher(range).find());
  }

  @Override
  public boolean test(Tag tag) {
    return Version.of(tag)
        .flatMap(Version::semantic)
        .map(Semver::parse)
        .filter(version -> alternatives.stream().anyMatch(each -> each.isSatisfiedBy(version)))
        .isPresent();
  }
}
