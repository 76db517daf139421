package dev.laytime.build;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What others print, without what could be a secret: histories, the ledger and pages keep it. What
 * a build runs can print whatever it knows.
 */
public final class SafeText {

  private static final String HIDDEN = "***";

  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*-----|\\z)", Pattern.DOTALL);

  private static final Pattern IN_URL = Pattern.compile("://[^/\\s\"'@]{1,500}@");

  /** Named as one, whatever its length. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)([\"']?[a-z0-9_.-]*(?:auth|authorization|passw(?:or)?d|passphrase|secret|token"
              + "|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)[\"']?\\s*[:=]\\s*)"
              + "(?:(?:bearer|basic)\\s+)?(\"[^\"\\n]*\"?|'[^'\\n]*'?|[^\\s,;\"'}]+)");

  private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[^\\s,;\"']{8,}");

  /** As long as keys and tokens are, and made as they are. */
  private static final Pattern LONG = Pattern.compile("[A-Za-z0-9+=_~-]{32,}(\\.[\\w-]+)*");

  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  /** What stands before names of contents, which are no secrets and tell what went wrong. */
  private static final List<String> NAMES = List.of("sha256:", "commit ");

  private SafeText() {}

  /** What is said in our own words, with names of tags and commits in them. */
  static String said(String text) {
    String safe = KEY.matcher(text).replaceAll(HIDDEN);
    safe = IN_URL.matcher(safe).replaceAll("://" + HIDDEN + "@");
    safe = NAMED.matcher(safe).replaceAll("$1" + HIDDEN);
    return BEARER.matcher(safe).replaceAll("$1 " + HIDDEN);
  }

  /**
   * The end of what somebody else's program printed.
   *
   * @param longest characters; of a line that is cut nothing is left, for it may end in a secret
   */
  public static String end(String text, int longest) {
    String safe = hideLong(said(text));
    if (safe.length() <= longest) {
      return safe;
    }
    String end = safe.substring(safe.length() - longest);
    int line = end.indexOf('\n');
    return line < 0 ? end : end.substring(line + 1);
  }

  private static String hideLong(String text) {
    Matcher found = LONG.matcher(text);
    StringBuilder safe = new StringBuilder();
    while (found.find()) {
      int start = found.start();
      boolean named = NAMES.stream().anyMatch(name -> text.startsWith(name, start - name.length()));
      boolean hidden = !named && DIGIT.matcher(found.group()).find();
      found.appendReplacement(safe, hidden ? HIDDEN : Matcher.quoteReplacement(found.group()));
    }
    return found.appendTail(safe).toString();
  }
}
