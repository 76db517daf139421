package dev.laytime.e2e.bench;

import dev.laytime.e2e.harness.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * What resident processes have used so far.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
public record Usage(double cpuSeconds, long peakBytes) {

  private static final double TICKS_PER_SECOND = 100;
  private static final int USER = 11;
  private static final int SYSTEM = 12;

  /** Of nobody. */
  static final Usage NONE = new Usage(0, 0);

  /** The sum over all of them. */
  public static Usage of(Collection<Child> processes) {
    double cpu = 0;
    long peak = 0;
    for (Child process : processes) {
      cpu += cpuSeconds(process.pid());
      peak += peakBytes(process.pid());
    }
    return new Usage(cpu, peak);
  }

  /** What this process has used of the processors, all its threads together. */
  static double ownCpuSeconds() {
    return cpuSeconds(ProcessHandle.current().pid());
  }

  /** Lets the peaks start again from what is used now. */
  static void forgetPeaks(Collection<Child> processes) {
    for (Child process : processes) {
      Path file = proc(process.pid(), "clear_refs");
      try {
        Files.writeString(file, "5");
      } catch (IOException e) {
        throw new UncheckedIOException("Write " + file, e);
      }
    }
  }

  /** The fields after the name, which may hold anything within its parentheses. */
  private static double cpuSeconds(long pid) {
    String stat = read(proc(pid, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_SECOND;
  }

  private static long peakBytes(long pid) {
    return read(proc(pid, "status"))
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  private static Path proc(long pid, String file) {
    return Path.of("/proc", Long.toString(pid), file);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + file, e);
    }
  }
}
