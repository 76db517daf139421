package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a tool under GNU time, which counts what it and its descendants used. */
record Stopwatch(Workspace workspace, Path directory) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long KIB = 1024;

  /** Copies once; the requests are the caller's to count. */
  Sample time(Contender tool, String source, String target) {
    Path report = directory.resolve("time");
    Command copy = tool.command(source, target);
    List<String> timed =
        new ArrayList<>(
            List.of(Checkout.binary("time"), "-f", "%U %S %M", "-o", report.toString()));
    timed.addAll(copy.arguments());
    Usage.forgetPeaks(tool.residents());
    Usage before = Usage.of(tool.residents());

    long start = System.nanoTime();
    Execution execution =
        workspace.run(new Command(copy.name(), timed, copy.environment(), directory), PATIENCE);
    double wall = (System.nanoTime() - start) / 1e9;

    execution.orThrow();
    Usage after = Usage.of(tool.residents());
    String[] own = Workspace.read(report).strip().split(" ", -1);
    double cpu = Double.parseDouble(own[0]) + Double.parseDouble(own[1]);
    return new Sample(
        wall,
        cpu + after.cpuSeconds() - before.cpuSeconds(),
        Long.parseLong(own[2]) * KIB + after.peakBytes(),
        0);
  }
}
