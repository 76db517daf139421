package dev.laytime.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory of a process and its descendants, as it is now.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
final class ProcessTree {

  private static final long PAGE = 4096;

  private ProcessTree() {}

  /** The sum of what is resident; those that end meanwhile count for nothing. */
  static long residentBytes(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    long sum = 0;
    List<String> memory = words(process.resolve("statm"));
    if (memory.size() > 1) {
      sum += Long.parseLong(memory.get(1)) * PAGE;
    }
    for (long child : children(process)) {
      sum += residentBytes(child);
    }
    return sum;
  }

  /** Every thread has children of its own. */
  private static List<Long> children(Path process) {
    List<Long> children = new ArrayList<>();
    String[] threads = process.resolve("task").toFile().list();
    for (String thread : threads == null ? new String[0] : threads) {
      Path file = process.resolve("task").resolve(thread).resolve("children");
      words(file).forEach(child -> children.add(Long.valueOf(child)));
    }
    return children;
  }

  private static List<String> words(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? List.of() : List.of(text.split(" +", -1));
    } catch (IOException ended) {
      return List.of();
    }
  }
}
