package dev.laytime.e2e.bench.mirrors;

import dev.laytime.e2e.bench.Machine;
import dev.laytime.e2e.harness.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Measures what mirrors cost beside regsync, and how many share one registry's budget. */
public final class MirrorBenchmark {

  private MirrorBenchmark() {}

  /**
   * Prints what was measured, as Markdown.
   *
   * @param arguments its name, then its options
   */
  public static void run(List<String> arguments) {
    Size size = Size.of(arguments.subList(1, arguments.size()));
    Machine before = Machine.now();
    System.out.println("`e2e/bench/run " + String.join(" ", arguments) + "`\n");
    if (size.tags() > 0) {
      print("tags", workspace -> new Polls(size, workspace).lines());
    }
    if (size.rules() > 0) {
      print("rules", workspace -> new SharedBudget(size, workspace).lines());
    }
    before.until(Machine.now()).lines().forEach(line -> System.out.println("- " + line));
  }

  private static void print(String name, Function<Workspace, List<String>> measure) {
    try (Workspace workspace = Workspace.open(Path.of("target", "bench", "mirrors-" + name))) {
      measure.apply(workspace).forEach(System.out::println);
      System.out.println();
    }
  }
}
