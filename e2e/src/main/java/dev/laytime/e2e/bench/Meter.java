package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures work; GNU time counts what a program and its descendants used. */
record Meter(Workspace workspace, Path directory) {

  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final long KIB = 1024;

  /** The share of the program that was run, or of this process. */
  private static final String OWN = "client";

  /** Does it once; what the registries did is the caller's to count. */
  Sample measure(Work work) {
    Usage.forgetPeaks(work.residents().values());
    Map<String, Usage> before = usages(work);
    Own own =
        switch (work) {
          case Work.Program(Command command, _) -> run(command);
          case Work.Calls(Runnable calls, _) -> call(calls);
        };
    SortedMap<String, Double> cpu = new TreeMap<>(Map.of(OWN, own.cpuSeconds()));
    long peak = own.peakBytes();
    for (var usage : usages(work).entrySet()) {
      double earlier = before.getOrDefault(usage.getKey(), Usage.NONE).cpuSeconds();
      cpu.put(usage.getKey(), usage.getValue().cpuSeconds() - earlier);
      peak += usage.getValue().peakBytes();
    }
    return new Sample(own.wallSeconds(), cpu, peak);
  }

  /** What was used besides the residents. */
  private record Own(double wallSeconds, double cpuSeconds, long peakBytes) {}

  private static Map<String, Usage> usages(Work work) {
    Map<String, Usage> usages = new TreeMap<>();
    work.residents().forEach((name, child) -> usages.put(name, Usage.of(List.of(child))));
    return usages;
  }

  private Own run(Command command) {
    Path report = directory.resolve("time");
    List<String> timed =
        new ArrayList<>(
            List.of(Checkout.binary("time"), "-f", "%U %S %M", "-o", report.toString()));
    timed.addAll(command.arguments());
    long start = System.nanoTime();
    Child child =
        workspace.startNumbered(
            new Command(command.name(), timed, command.environment(), directory));
    try (PeakWatch watch = new PeakWatch(child.pid())) {
      Workspace.finish(child, PATIENCE).orThrow();
      double wall = seconds(System.nanoTime() - start);
      String[] used = Workspace.read(report).strip().split(" ", -1);
      return new Own(
          wall,
          Double.parseDouble(used[0]) + Double.parseDouble(used[1]),
          // A short life may pass between two looks.
          Math.max(watch.peakBytes(), Long.parseLong(used[2]) * KIB));
    }
  }

  /** The memory of this process is not that of a scheduler: it counts for nothing. */
  private static Own call(Runnable calls) {
    double cpu = Usage.ownCpuSeconds();
    long start = System.nanoTime();
    calls.run();
    double wall = seconds(System.nanoTime() - start);
    return new Own(wall, Usage.ownCpuSeconds() - cpu, 0);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
