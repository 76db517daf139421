package dev.laytime.e2e.bench.clusters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much there is of everything.
 *
 * @param repeats of each scan
 * @param lives in Temporal; 0 leaves them out
 * @param qebbeq its own controller, which starts beside; null leaves that out
 */
record Size(int repeats, int pods, int images, int workloads, int lives, @Nullable Path qebbeq) {

  private static final Size FULL = new Size(5, 10_000, 2_000, 500, 500, null);

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
      case "--pods" -> new Size(repeats, number(rest, word), images, workloads, lives, qebbeq);
      case "--images" -> new Size(repeats, pods, number(rest, word), workloads, lives, qebbeq);
      case "--workloads" -> new Size(repeats, pods, images, number(rest, word), lives, qebbeq);
      case "--lives" -> new Size(repeats, pods, images, workloads, number(rest, word), qebbeq);
      case "--qebbeq" -> new Size(repeats, pods, images, workloads, lives, program(rest, word));
      default -> new Size(number(word), pods, images, workloads, lives, qebbeq);
    };
  }

  private static int number(Iterator<String> rest, String after) {
    return number(next(rest, "a number", after));
  }

  private static Path program(Iterator<String> rest, String after) {
    Path program = Path.of(next(rest, "a program", after)).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new IllegalArgumentException("Cannot be run: " + program);
    }
    return program;
  }

  private static String next(Iterator<String> rest, String what, String after) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException("Something is missing: " + what + " after " + after);
    }
    return rest.next();
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("Expected a number or an option, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
