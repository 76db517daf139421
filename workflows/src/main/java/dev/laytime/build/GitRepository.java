package dev.laytime.build;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a source is.
 *
 * @param url as it was written by who wrote the rule: nothing in it ever comes from an order
 * @param login the name of what the server knows us by; null for not at all
 */
public record GitRepository(String url, @Nullable String login) {

  private static final int LONGEST = 2048;
  private static final String LOOPBACK = "(?:localhost|127\\.[0-9.]{1,11}|\\[[0:]*1])";
  private static final String HOST = "(?:[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[A-Fa-f0-9:.]+])";
  private static final String PORT = "(?::[0-9]{1,5})?";
  private static final String USER = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}";
  private static final String PATH = "[A-Za-z0-9_.@~%+-][A-Za-z0-9_.:/@~%+-]*";

  private static final Pattern FORM =
      Pattern.compile(
          "https://%2$s%3$s/%5$s|http://%1$s%3$s/%5$s|ssh://(?:%4$s@)?%2$s%3$s/%5$s|%4$s@%2$s:/?%5$s|file:/{1,3}%5$s"
              .formatted(LOOPBACK, HOST, PORT, USER, PATH));
  private static final Pattern INWARD =
      Pattern.compile(
          "(?:file:|http:|(?:https://|ssh://(?:%2$s@)?|%2$s@)(?:%1$s|[^/:]*\\.localhost)(?:[:/]|$)).*"
              .formatted(LOOPBACK, USER));

  /**
   * @throws IllegalArgumentException if something could be put into the URL, or is in it that
   *     belongs elsewhere; the message does not quote it, for it may hold a password
   */
  public GitRepository {
    if (url.length() > LONGEST || !FORM.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "Git URL: expected https, ssh, user@host:path or file, in full: without placeholders,"
              + " patterns, queries and blanks, and no password in it, nor a token; name a login");
    }
  }

  /**
   * Refuses what is on a worker's own machine: who writes rules as objects of a cluster may name
   * servers alone.
   *
   * @throws IllegalArgumentException that says so
   */
  public void requireRemote() {
    if (INWARD.matcher(url.toLowerCase(Locale.ROOT)).matches()) {
      throw new IllegalArgumentException(
          "Git URL: expected https or ssh, and no host that is the worker's own machine");
    }
  }
}
