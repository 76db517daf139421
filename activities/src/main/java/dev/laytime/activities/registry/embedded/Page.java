package dev.laytime.activities.registry.embedded;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a sorted list.
 *
 * @param next the query of the next page, or null on the last one
 */
record Page(List<String> items, @Nullable String next) {

  private static final int MOST_DIGITS = 9;

  /**
   * What {@code n} and {@code last} ask for.
   *
   * @param sorted in ASCII order
   * @throws RefusedException where {@code n} is not a number of zero or more
   */
  static Page of(List<String> sorted, Query query) {
    String last = query.first("last").orElse("");
    List<String> after = sorted.stream().filter(item -> item.compareTo(last) > 0).toList();
    Optional<String> n = query.first("n");
    int wanted = n.isPresent() ? number(n.get()) : Integer.MAX_VALUE;
    if (after.size() <= wanted || wanted == 0) {
      return new Page(wanted == 0 ? List.of() : after, null);
    }
    List<String> items = after.subList(0, wanted);
    String end = URLEncoder.encode(items.getLast(), StandardCharsets.UTF_8);
    return new Page(items, "n=%d&last=%s".formatted(wanted, end));
  }

  /** The response with a link to the next page, if there is one. */
  Response link(Response response, String path) {
    return next == null
        ? response
        : response.with("Link", "<%s?%s>; rel=\"next\"".formatted(path, next));
  }

  private static int number(String text) {
    if (!text.matches("[0-9]+")) {
      throw ErrorCode.UNSUPPORTED.about("n=" + text + ": expected a number", 400);
    }
    return text.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(text);
  }
}
