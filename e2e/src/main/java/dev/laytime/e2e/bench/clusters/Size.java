package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.bench.Words;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return Words.read(words, FULL, Size::with);
  }

  private Size with(String word, Words rest) {
    return switch (word) {
      case "--pods" -> new Size(repeats, rest.number(word), images, workloads, lives, qebbeq);
      case "--images" -> new Size(repeats, pods, rest.number(word), workloads, lives, qebbeq);
      case "--workloads" -> new Size(repeats, pods, images, rest.number(word), lives, qebbeq);
      case "--lives" -> new Size(repeats, pods, images, workloads, rest.number(word), qebbeq);
      case "--qebbeq" -> new Size(repeats, pods, images, workloads, lives, program(rest, word));
      default -> new Size(Words.numberOf(word), pods, images, workloads, lives, qebbeq);
    };
  }

  private static Path program(Words rest, String after) {
    Path program = Path.of(rest.next("a program", after)).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw new IllegalArgumentException("Cannot be run: " + program);
    }
    return program;
  }
}
