package dev.laytime.image;

/**
 * Patterns over paths: {@code *} within a component, {@code **} across, {@code ?} for one.
 *
 * <p>Tenants write them, so the work is the product of both lengths at most; a regular expression
 * that goes back and forth would let one pattern stop everybody.
 */
public final class Glob {

  private Glob() {}

  /** Whether the pattern fits the whole text. */
  public static boolean matches(String pattern, String text) {
    boolean[] reached = new boolean[text.length() + 1];
    reached[0] = true;
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.startsWith("**", i)) {
        anywhere(reached);
        i++;
      } else if (pattern.charAt(i) == '*') {
        withinComponent(reached, text);
      } else {
        oneFurther(reached, text, pattern.charAt(i));
      }
    }
    return reached[text.length()];
  }

  /** Whether it fits more than the text that it is. */
  public static boolean isPattern(String pattern) {
    return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
  }

  /** What it begins with, up to the first wildcard. */
  public static String literal(String pattern) {
    int end = 0;
    while (end < pattern.length() && "*?".indexOf(pattern.charAt(end)) < 0) {
      end++;
    }
    return pattern.substring(0, end);
  }

  private static void anywhere(boolean[] reached) {
    for (int at = 1; at < reached.length; at++) {
      reached[at] |= reached[at - 1];
    }
  }

  private static void withinComponent(boolean[] reached, String text) {
    for (int at = 1; at < reached.length; at++) {
      reached[at] |= reached[at - 1] && text.charAt(at - 1) != '/';
    }
  }

  private static void oneFurther(boolean[] reached, String text, char wanted) {
    for (int at = reached.length - 1; at > 0; at--) {
      char found = text.charAt(at - 1);
      reached[at] = reached[at - 1] && (wanted == '?' ? found != '/' : found == wanted);
    }
    reached[0] = false;
  }
}
