package dev.laytime.activities.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a program started, whoever is its parent by now: on Linux it is known by the environment
 * that it got, elsewhere as far as it was seen.
 */
final class Leftovers {

  private static final int MOST_ROUNDS = 10;

  private final Process process;
  private final String mark;
  private final Set<ProcessHandle> seen = new LinkedHashSet<>();

  /**
   * @param home the directory that the program alone has
   */
  Leftovers(Process process, Path home) {
    this.process = process;
    // Not the process itself: to destroy that would close what it has printed.
    this.seen.add(process.toHandle());
    this.mark = "\0HOME=" + home + "\0";
  }

  /** Remembers what runs now. */
  void look() {
    process.descendants().forEach(seen::add);
  }

  /** Ends it all. What is ended last may have started more. */
  void end() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      look();
      marked().forEach(seen::add);
      if (seen.stream().noneMatch(ProcessHandle::isAlive)) {
        return;
      }
      seen.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private Stream<ProcessHandle> marked() {
    return ProcessHandle.allProcesses().filter(other -> isMarked(other.pid()));
  }

  private boolean isMarked(long pid) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
      return ("\0" + new String(environment, StandardCharsets.UTF_8) + "\0").contains(mark);
    } catch (IOException _) {
      return false; // gone, or somebody else's
    }
  }
}
