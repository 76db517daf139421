package dev.laytime.starter.output;

import dev.laytime.activity.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** An error as people and as programs read it. */
final class ErrorText {

  private static final String RED = "\u001b[1;31m";
  private static final String RESET = "\u001b[0m";
  private static final String CONTINUED = "         ";

  private ErrorText() {}

  /** Three lines: what, cause, hint. A cause of several lines is indented. */
  static String human(Problem problem, boolean colors) {
    return "%s %s%n  cause: %s%n  hint: %s%n"
        .formatted(
            colors ? RED + "error:" + RESET : "error:",
            PlainText.oneLine(problem.what()),
            PlainText.lines(problem.cause(), CONTINUED),
            PlainText.oneLine(hint(problem)));
  }

  /** The same in fields {@code error}, {@code cause}, {@code hint}, and {@code until} if known. */
  static Map<String, String> fields(Problem problem) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("error", problem.what());
    fields.put("cause", problem.cause());
    fields.put("hint", problem.hint());
    if (problem.until() != null) {
      fields.put("until", problem.until().toString());
    }
    return fields;
  }

  private static String hint(Problem problem) {
    return problem.until() == null
        ? problem.hint()
        : "%s (not before %s)".formatted(problem.hint(), problem.until());
  }
}
