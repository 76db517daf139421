package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.bench.Usage;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a worker and an API server say of themselves.
 *
 * @param cluster null where there is none
 */
record Gauge(
    Workspace workspace, LaytimeWorker worker, LaytimeApi api, @Nullable ControlPlane cluster) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What the worker's heap holds after a collection, in bytes. */
  long heapBytes() {
    String jcmd = Path.of(Checkout.java()).resolveSibling("jcmd").toString();
    String pid = Long.toString(worker.process().pid());
    workspace.run(Command.of("jcmd", jcmd, pid, "GC.run"), PATIENCE).orThrow();
    return (long) sum(api.text("/actuator/prometheus"), "jvm_memory_used_bytes{", "area=\"heap\"");
  }

  /** What the worker has used of the processors so far. */
  double cpuSeconds() {
    return cpuSecondsOf(worker.process());
  }

  /** What a process has used of the processors so far. */
  static double cpuSecondsOf(Child process) {
    return Usage.of(List.of(process)).cpuSeconds();
  }

  /** What the API server has answered listings with so far, in bytes. */
  long listedBytes() {
    return cluster == null
        ? 0
        : (long)
            sum(cluster.client().raw("/metrics"), "apiserver_response_sizes_sum{", "verb=\"LIST\"");
  }

  private static double sum(String metrics, String name, String label) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
