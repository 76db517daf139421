package dev.laytime.worker.configuration;

import java.util.regex.Pattern;

/** Of which form the templates of floating tags are. */
final class FloatingForm {

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_.-]*(?:\\{(?:major|minor|patch)}[A-Za-z0-9_.-]*)*");

  private static final Pattern FIRST = Pattern.compile("[A-Za-z0-9_{].*");
  private static final int LONGEST = 100;

  private FloatingForm() {}

  static void require(String template) {
    if (template.length() > LONGEST
        || !FORM.matcher(template).matches()
        || !FIRST.matcher(template).matches()
        || template.contains("{patch}")) {
      throw new IllegalArgumentException(
          ("floating: expected tags with {major} and {minor} or without, as in latest,"
                  + " \"{major}\" or \"{major}.{minor}\", not '%s'")
              .formatted(template));
    }
  }
}
