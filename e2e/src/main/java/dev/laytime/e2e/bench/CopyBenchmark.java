package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Copies images from one distribution registry to another, both on this machine.
 *
 * <p>Every copy gets an empty registry of its own as target. The tools take turns in random order,
 * after one round that does not count.
 */
final class CopyBenchmark {

  private static final long MIB = 1 << 20;
  private static final List<String> FIVE = List.of("amd64", "arm64", "ppc64le", "riscv64", "s390x");

  private final Workspace workspace;
  private final Stopwatch stopwatch;
  private final Crane crane;
  private final DistributionRegistry source;
  private final Random random;

  CopyBenchmark(Workspace workspace, Random random) {
    this.workspace = workspace;
    this.stopwatch = new Stopwatch(workspace, workspace.directory("bench"));
    this.crane = new Crane(workspace);
    this.source = DistributionRegistry.start(workspace);
    this.random = random;
  }

  /** Runs every case with every tool. */
  List<Line> run(List<Contender> tools, int repeats) {
    List<Line> lines = new ArrayList<>();
    images()
        .forEach((name, digest) -> {
          Map<Contender, List<Sample>> samples = rounds(name, digest, tools, repeats);
          samples.forEach((tool, each) -> lines.add(Line.of(name, tool, each)));
        });
    return lines;
  }

  private Map<String, Digest> images() {
    Map<String, Digest> pushed = new LinkedHashMap<>();
    try (Images images = new Images(workspace.directory("images"))) {
      pushed.put("256 MiB in 4 layers", images.image(source, "case", "big", 4, 64 * MIB));
      pushed.put(
          "5 platforms of 3 small layers",
          images.index(source, "case", "platforms", FIVE, 3, 100_000));
    }
    return pushed;
  }

  private Map<Contender, List<Sample>> rounds(
      String name, Digest image, List<Contender> tools, int repeats) {
    Map<Contender, List<Sample>> samples = new LinkedHashMap<>();
    tools.forEach(tool -> samples.put(tool, new ArrayList<>()));
    for (int round = 0; round <= repeats; round++) {
      List<Contender> order = new ArrayList<>(tools);
      Collections.shuffle(order, random);
      for (Contender tool : order) {
        Sample sample = copy(image, tool);
        System.err.printf("%s, round %d, %s: %s%n", name, round, tool.name(), sample);
        if (round > 0) {
          samples.computeIfAbsent(tool, _ -> new ArrayList<>()).add(sample);
        }
      }
    }
    return samples;
  }

  private Sample copy(Digest image, Contender tool) {
    try (DistributionRegistry target = DistributionRegistry.start(workspace)) {
      int before = source.requests().size();
      Sample sample = stopwatch.time(tool, source.image("case@" + image), target.image("copied:1"));
      int requests = source.requests().size() - before + target.requests().size();
      if (!crane.digest(target.image("copied:1")).equals(image.value())) {
        throw new IllegalStateException(tool.name() + " changed the digest");
      }
      return new Sample(sample.wallSeconds(), sample.cpuSeconds(), sample.peakBytes(), requests);
    }
  }
}
