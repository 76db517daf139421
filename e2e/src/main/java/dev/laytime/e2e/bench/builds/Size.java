package dev.laytime.e2e.bench.builds;

import dev.laytime.e2e.bench.Words;
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
    return Words.read(words, FULL, Size::with);
  }

  private Size with(String word, Words rest) {
    return switch (word) {
      case "--jobs" -> new Size(rounds, rest.number(word), files);
      case "--files" -> new Size(rounds, jobs, rest.number(word));
      default -> new Size(Words.numberOf(word), jobs, files);
    };
  }
}
