package dev.laytime.e2e.bench;

import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a benchmark ran.
 *
 * @param processors that this process may use
 * @param loadBefore the load average of the last minute, when it started
 * @param loadAfter the same when it ended: the benchmark's own load is in it
 */
public record Machine(
    int processors, String kernel, String java, double loadBefore, double loadAfter) {

  public static Machine now() {
    double load = Double.parseDouble(read("/proc/loadavg").split(" ", -1)[0]);
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        read("/proc/sys/kernel/osrelease"),
        Runtime.version().toString(),
        load,
        load);
  }

  /** The same, from this moment to that one. */
  public Machine until(Machine end) {
    return new Machine(processors, kernel, java, loadBefore, end.loadAfter);
  }

  /** For people. */
  public List<String> lines() {
    return List.of(
        "machine: " + processors + " processors, Linux " + kernel + ", JDK " + java,
        "load average: " + loadBefore + " before, " + loadAfter + " after");
  }

  private static String read(String file) {
    return Workspace.read(Path.of(file)).strip();
  }
}
