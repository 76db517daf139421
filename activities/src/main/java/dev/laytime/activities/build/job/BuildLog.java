package dev.laytime.activities.build.job;

import dev.laytime.build.BuildFailureKind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who is at fault for a build that ended with an error, by the last words of its builder. What a
 * Dockerfile's own programs say does not count: only their source can be mended. Pure.
 */
final class BuildLog {

  /** How builders begin the line that says why they end. */
  private static final List<String> ENDS =
      List.of(
          "error building image:",
          "error pushing image:",
          "error checking push permissions:",
          "error: failed to solve:",
          "error: could not connect",
          "could not connect to");

  /** A program of the Dockerfile ended so: its own words come before. */
  private static final Pattern PROGRAM =
      Pattern.compile(
          "failed to execute command|did not complete successfully|waiting for process to exit");

  /** Its kernel ended it, where that did not end the builder. */
  private static final Pattern KILLED =
      Pattern.compile("signal: killed|exit (status|code:?) 137|ResourceExhausted|cannot allocate");

  private static final Pattern TROUBLE =
      Pattern.compile(
          "dial tcp|i/o timeout|connection refused|connection reset|no such host|"
              + "tls handshake timeout|unexpected eof|context deadline exceeded|"
              + "toomanyrequests|429 too many requests|\\b50[0234] |"
              + "temporary failure in name resolution|no space left on device|"
              + "could not connect|x509: ");

  /** How a kernel refuses programs of another platform, as whoever starts them says it. */
  private static final String FOREIGN = "exec format error";

  /** A runtime's words: those of programs begin with a capital letter, or with {@code fork/}. */
  private static final Pattern NOT_STARTED =
      Pattern.compile("(#\\d+ )?([\\d.]+ )?exec [^:]+: " + FOREIGN);

  private BuildLog() {}

  /** The kind of what went wrong. */
  static BuildFailureKind kind(String log) {
    String last = last(log);
    if (KILLED.matcher(last).find()) {
      return BuildFailureKind.OUT_OF_MEMORY;
    }
    if (isForeign(log)) {
      return BuildFailureKind.INFRASTRUCTURE;
    }
    if (PROGRAM.matcher(last).find()) {
      return BuildFailureKind.USER_ERROR;
    }
    return isEnd(last) && TROUBLE.matcher(last.toLowerCase(Locale.ROOT)).find()
        ? BuildFailureKind.INFRASTRUCTURE
        : BuildFailureKind.USER_ERROR;
  }

  /** Whether it, or what it was to run first, is for another platform than its node. */
  static boolean isForeign(String log) {
    String last = last(log);
    return isEnd(last)
        ? last.strip().endsWith(FOREIGN)
            || (PROGRAM.matcher(last).find() && log.lines().anyMatch(BuildLog::isNotStarted))
        : isNotStarted(last);
  }

  private static boolean isNotStarted(String line) {
    return NOT_STARTED.matcher(line.strip()).matches();
  }

  /** Whether a builder said at all why it ended: one that could not begin says nothing. */
  static boolean hasEnd(String log) {
    return isEnd(last(log));
  }

  /** How a builder itself said why it ended; empty where it did not, or a program is at fault. */
  static String end(String log) {
    String last = last(log);
    return isEnd(last) && !PROGRAM.matcher(last).find() ? last : "";
  }

  /** The builder's own last word; the last line where there is none. */
  private static String last(String log) {
    String last = "";
    boolean end = false;
    for (String line : log.lines().toList()) {
      if (isEnd(line)) {
        last = line;
        end = true;
      } else if (!end && !line.isBlank()) {
        last = line;
      }
    }
    return last;
  }

  private static boolean isEnd(String line) {
    String lower = line.strip().toLowerCase(Locale.ROOT);
    return ENDS.stream().anyMatch(lower::startsWith);
  }
}
