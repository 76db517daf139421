package dev.laytime.activities.usage.manifests;

import java.util.regex.Pattern;

/**
 * Paths of files: {@code *} and {@code ?} within one component, {@code **} across components,
 * {@code {a,b}} for alternatives; one that ends in {@code /} means everything below.
 */
final class PathPattern {

  private final Pattern pattern;

  /**
   * @throws IllegalArgumentException if it is empty or a brace has no partner
   */
  PathPattern(String glob) {
    if (glob.isBlank()) {
      throw new IllegalArgumentException("Empty path pattern: expected one as in charts/**");
    }
    String relative = glob.startsWith("/") ? glob.substring(1) : glob;
    pattern = Pattern.compile(regex(relative.endsWith("/") ? relative + "**" : relative));
  }

  boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    boolean alternatives = false;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:[^/]+/)*");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*' || c == '?') {
        regex.append(c == '*' ? "[^/]*" : "[^/]");
      } else if (c == '{' && !alternatives) {
        alternatives = true;
        regex.append("(?:");
      } else if (c == '}' && alternatives) {
        alternatives = false;
        regex.append(')');
      } else if (c == ',' && alternatives) {
        regex.append('|');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    if (alternatives) {
      throw new IllegalArgumentException("Path pattern '" + glob + "': { without }");
    }
    return regex.toString();
  }
}
