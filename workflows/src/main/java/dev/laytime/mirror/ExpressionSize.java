package dev.laytime.mirror;

import java.util.List;
import java.util.regex.Pattern;

/** How large a regular expression is with its counted repetitions written out, at most. */
final class ExpressionSize {

  private static final Pattern COUNTED = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");
  private static final long ENOUGH = 1L << 30;

  private ExpressionSize() {}

  /** Repetitions multiply only where a group is repeated. */
  static long of(String regex) {
    List<Long> times =
        COUNTED
            .matcher(regex)
            .results()
            .map(found -> times(found.group(1), found.group(2)))
            .toList();
    return regex.contains("){")
        ? times.stream().reduce((long) regex.length(), ExpressionSize::product)
        : times.stream().reduce((long) regex.length(), Long::sum);
  }

  private static long times(String least, String most) {
    long bound = most == null || most.isEmpty() ? 0 : Long.parseLong(most);
    return Math.max(Long.parseLong(least) + 1, bound);
  }

  private static long product(long one, long other) {
    return Math.min(one * other, ENOUGH);
  }
}
