package dev.laytime.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Runs a benchmark: {@code Benchmark copy [REPEATS]}. */
public final class Benchmark {

  private static final int REPEATS = 5;

  private Benchmark() {}

  /**
   * What a run leaves.
   *
   * @param seed of the order in which tools took turns
   */
  private record Results(Map<String, String> versions, long seed, List<Line> lines) {}

  /** Prints a table and writes {@code e2e/bench/results/NAME.json}. */
  public static void main(String[] arguments) throws IOException {
    String name = arguments[0];
    int repeats = arguments.length > 1 ? Integer.parseInt(arguments[1]) : REPEATS;
    try (Workspace workspace = Workspace.open(Path.of("target", "bench", name))) {
      Results results = copy(workspace, repeats);
      write(name, results);
      results.versions.forEach((tool, version) -> System.out.println("- " + tool + ": " + version));
      System.out.println();
      System.out.print(Table.of(results.lines));
    }
  }

  private static Results copy(Workspace workspace, int repeats) {
    long seed = System.nanoTime();
    List<Contender> tools = new Contenders(workspace).all();
    Map<String, String> versions = new LinkedHashMap<>();
    tools.forEach(tool -> versions.put(tool.name(), tool.version()));
    CopyBenchmark benchmark = new CopyBenchmark(workspace, new Random(seed));
    return new Results(versions, seed, benchmark.run(tools, repeats));
  }

  private static void write(String name, Results results) throws IOException {
    Path directory = Files.createDirectories(Checkout.root().resolve("e2e/bench/results"));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(directory.resolve(name + ".json").toFile(), results);
  }
}
