package dev.laytime.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.laytime.e2e.bench.builds.BuildBenchmark;
import dev.laytime.e2e.bench.clusters.ClusterBenchmark;
import dev.laytime.e2e.bench.mirrors.MirrorBenchmark;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs a benchmark: {@code Benchmark copy|registry|clusters|mirrors|builds [REPEATS] [OPTIONS]}.
 */
public final class Benchmark {

  private Benchmark() {}

  /**
   * What a run leaves.
   *
   * @param seed of the order in which tools took turns
   */
  private record Results(
      Options options,
      Machine machine,
      Map<String, String> versions,
      long seed,
      List<Line> lines) {}

  /** Prints tables and writes {@code e2e/bench/results/NAME.json}. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals("clusters")) {
      ClusterBenchmark.run(List.of(arguments));
      return;
    }
    if (arguments.length > 0 && arguments[0].equals("mirrors")) {
      MirrorBenchmark.run(List.of(arguments));
      return;
    }
    if (arguments.length > 0 && arguments[0].equals("builds")) {
      BuildBenchmark.run(List.of(arguments));
      return;
    }
    Options options = Options.of(List.of(arguments));
    Path directory = Path.of("target", "bench", options.benchmark());
    try (Workspace workspace = Workspace.open(directory)) {
      Results results = measure(workspace, options);
      write(options.benchmark(), results);
      System.out.println("`e2e/bench/run " + String.join(" ", arguments) + "`\n");
      results.machine.lines().forEach(line -> System.out.println("- " + line));
      results.versions.forEach((tool, version) -> System.out.println("- " + tool + ": " + version));
      System.out.println();
      System.out.print(Table.of(results.lines));
      System.out.print(Notes.TEXT);
    }
  }

  private static Results measure(Workspace workspace, Options options) {
    Machine before = Machine.now();
    long seed = System.nanoTime();
    try (MeasuredRegistry source = MeasuredRegistry.start(options.registry(), workspace)) {
      Tools tools = Tools.of(workspace, options);
      List<Scenario> scenarios = new Scenarios(workspace, source.server(), options).chosen();
      Rounds rounds = new Rounds(workspace, options.registry(), source, new Random(seed));
      List<Line> lines = new ArrayList<>();
      for (Scenario scenario : scenarios) {
        lines.addAll(rounds.run(scenario, tools.all(), options.repeats()));
      }
      return new Results(options, before.until(Machine.now()), tools.versions(), seed, lines);
    }
  }

  private static void write(String name, Results results) throws IOException {
    Path directory = Files.createDirectories(Checkout.root().resolve("e2e/bench/results"));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(directory.resolve(name + ".json").toFile(), results);
  }
}
