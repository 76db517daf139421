package dev.laytime.build;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a source is.
 *
 * @param url as it was written by who wrote the rule: nothing in it ever comes from an order
 * @param login the name of what the server knows us by; null for not at all
 */
public record GitRepository(String url, @Nullable String login) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.:/@~%+\\[\\]-]{1,2048}");

  /**
   * @throws IllegalArgumentException if something could be put into the URL, or is in it that
   *     belongs elsewhere; the message does not quote it, for it may hold a password
   */
  public GitRepository {
    if (!FORM.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "Git URL: expected it in full, without placeholders, patterns, queries or blanks");
    }
    int scheme = url.indexOf("://");
    int at = url.indexOf('@');
    if (scheme >= 0 && at >= 0 && url.substring(scheme + 3, at).indexOf(':') >= 0) {
      throw new IllegalArgumentException("Git URL: expected no password in it; name a login");
    }
  }
}
