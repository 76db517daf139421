package dev.laytime.e2e.bench.builds;

import java.util.Iterator;
import java.util.List;

/**
 * How much there is of everything.
 *
 * @param rounds of images that are built in the worker; 0 leaves them out
 * @param jobs rounds of images that are built in Jobs, and by their builders alone; 0 leaves them
 *     out
 * @param files of the source, 20 kB each, of which each round changes one
 */
record Size(int rounds, int jobs, int files) {

  private static final Size FULL = new Size(10, 3, 500);

  Size {
    if (files < 1) {
      throw new IllegalArgumentException("Expected one file at least");
    }
  }

  /**
   * Reads what follows the benchmark's name.
   *
   * @throws IllegalArgumentException if it is no command line
   */
  static Size of(List<String> words) {
    Size size = FULL;
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      size = size.with(rest.next(), rest);
    }
    return size;
  }

  private Size with(String word, Iterator<String> rest) {
    return switch (word) {
      case "--jobs" -> new Size(rounds, number(rest, word), files);
      case "--files" -> new Size(rounds, jobs, number(rest, word));
      default -> new Size(number(word), jobs, files);
    };
  }

  private static int number(Iterator<String> rest, String after) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException("Something is missing: a number after " + after);
    }
    return number(rest.next());
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("Expected a number or an option, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
