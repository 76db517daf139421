package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.GitFileEdit.Setters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A comment that says what the value before it is: {@code {"$laytime": "PATH[/REPOSITORY][:WORD]"}}
 * or Flux's {@code {"$imagepolicy": "NAMESPACE:NAME[:WORD]"}}.
 *
 * @param from where it stands in the text
 * @param ours whether it is our own, not Flux's
 * @param subject whose it is
 * @param repository of our own, for which images of the path; null for all
 * @param word {@code tag}, {@code digest}, {@code name}; empty for the whole reference
 */
record SetterMark(
    int from, boolean ours, String subject, @Nullable String repository, String word) {

  private static final Pattern FORM =
      Pattern.compile("\\{\\s*\"\\$(laytime|imagepolicy)\"\\s*:\\s*\"([^\"\\n]*)\"\\s*}");

  /** Looks for marks in one line after another. */
  static Matcher in(String text) {
    return FORM.matcher(text);
  }

  /** What one says. */
  static SetterMark of(Matcher found) {
    boolean ours = found.group(1).equals("laytime");
    String said = found.group(2);
    int names = ours ? 1 : 2;
    String[] parts = said.split(":", -1);
    if (ours) {
      int slash = parts[0].indexOf('/');
      return new SetterMark(
          found.start(),
          true,
          slash < 0 ? parts[0] : parts[0].substring(0, slash),
          slash < 0 ? null : parts[0].substring(slash + 1),
          rest(said, parts, names));
    }
    String subject = parts.length < names ? said : parts[0] + ":" + parts[1];
    return new SetterMark(found.start(), false, subject, null, rest(said, parts, names));
  }

  /** Whether it is for an image. */
  boolean isFor(WrittenImage image, Setters setters) {
    return ours
        ? subject.equals(image.path()) && (repository == null || repository.equals(image.below()))
        : subject.equals(setters.policy());
  }

  private static String rest(String said, String[] parts, int names) {
    int length = -1;
    for (int i = 0; i < Math.min(names, parts.length); i++) {
      length += parts[i].length() + 1;
    }
    return length >= said.length() ? "" : said.substring(length + 1);
  }
}
