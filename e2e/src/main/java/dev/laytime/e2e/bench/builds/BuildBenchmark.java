package dev.laytime.e2e.bench.builds;

import dev.laytime.e2e.bench.Machine;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Measures how long it takes from a name that no registry knows to its image, and what a Job costs
 * beyond its builder.
 */
public final class BuildBenchmark {

  private BuildBenchmark() {}

  /**
   * Prints what was measured, as Markdown.
   *
   * @param arguments its name, then its options
   */
  public static void run(List<String> arguments) {
    Size size = Size.of(arguments.subList(1, arguments.size()));
    Machine before = Machine.now();
    System.out.println("`e2e/bench/run " + String.join(" ", arguments) + "`\n");
    if (size.rounds() > 0) {
      print("jib", workspace -> new Missing(size, workspace).lines());
    }
    if (size.jobs() > 0) {
      print("jobs", workspace -> new Overhead(size, new JobSite(size, workspace)).lines());
    }
    before.until(Machine.now()).lines().forEach(line -> System.out.println("- " + line));
  }

  private static void print(String name, Function<Workspace, List<String>> measure) {
    try (Workspace workspace = Workspace.open(Path.of("target", "bench", "builds-" + name))) {
      measure.apply(workspace).forEach(System.out::println);
      System.out.println();
    }
  }
}
