package dev.laytime.e2e.bench.clusters;

import java.util.Iterator;
import java.util.List;

/**
 * How much there is of everything.
 *
 * @param repeats of each scan
 * @param lives in Temporal; 0 leaves them out
 */
record Size(int repeats, int pods, int images, int workloads, int lives) {

  private static final Size FULL = new Size(5, 10_000, 2_000, 500, 500);

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
      case "--pods" -> new Size(repeats, number(rest, word), images, workloads, lives);
      case "--images" -> new Size(repeats, pods, number(rest, word), workloads, lives);
      case "--workloads" -> new Size(repeats, pods, images, number(rest, word), lives);
      case "--lives" -> new Size(repeats, pods, images, workloads, number(rest, word));
      default -> new Size(number(word), pods, images, workloads, lives);
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
