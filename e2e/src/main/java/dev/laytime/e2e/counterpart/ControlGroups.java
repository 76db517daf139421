package dev.laytime.e2e.counterpart;

import dev.laytime.e2e.harness.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A control group of one's own in every hierarchy that the machine has, below which a node keeps
 * those of its Pods. Closing it removes them when the last process in them has ended.
 *
 * @param name of the group, as in {@code /NAME}
 */
record ControlGroups(String name) implements AutoCloseable {

  private static final Duration LAST = Duration.ofSeconds(10);

  /** Without these in it a group of that hierarchy takes no process. */
  private static final List<String> CPUSET = List.of("cpuset.cpus", "cpuset.mems");

  /**
   * A group counts as one process among those beside it: what runs in Pods gets as much as these
   * where the machine is busy. By file, of either version.
   */
  private static final Map<String, String> WEIGHTS =
      Map.of("cpu.shares", "8192", "cpu.weight", "800");

  /** Makes it; only root may. */
  static ControlGroups make(String name) {
    ControlGroups groups = new ControlGroups(name);
    groups.places().forEach(ControlGroups::make);
    return groups;
  }

  @Override
  public void close() {
    Await.until(
        "the control groups of %s are empty".formatted(name),
        LAST,
        () -> places().allMatch(ControlGroups::isRemoved));
  }

  private Stream<Path> places() {
    return hierarchies().stream().map(root -> root.resolve(name));
  }

  /** Where both versions of control groups are mounted; a machine may have both. */
  private static List<Path> hierarchies() {
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
      return mounts
          .map(mount -> mount.split(" ", -1))
          .filter(mount -> mount[2].equals("cgroup") || mount[2].equals("cgroup2"))
          .map(mount -> Path.of(mount[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Read where control groups are", e);
    }
  }

  private static void make(Path group) {
    try {
      Files.createDirectories(group);
      for (String file : CPUSET) {
        inherit(group, file);
      }
      for (Map.Entry<String, String> weight : WEIGHTS.entrySet()) {
        Path file = group.resolve(weight.getKey());
        if (Files.exists(file)) {
          Files.writeString(file, weight.getValue());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Make control group " + group, e);
    }
  }

  private static void inherit(Path group, String file) throws IOException {
    Path own = group.resolve(file);
    if (Files.exists(own) && Files.readString(own).isBlank()) {
      Path parents = group.resolveSibling(file);
      if (Files.exists(parents)) {
        Files.write(own, Files.readAllBytes(parents));
      }
    }
  }

  /** The inner ones first; one with a process in it, even a dying one, stays. */
  private static boolean isRemoved(Path group) {
    if (!Files.exists(group)) {
      return true;
    }
    try (Stream<Path> inner = Files.walk(group)) {
      for (Path one : inner.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
      return true;
    } catch (IOException | UncheckedIOException stillInUse) {
      return false;
    }
  }
}
