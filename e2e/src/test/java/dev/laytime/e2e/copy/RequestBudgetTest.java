package dev.laytime.e2e.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How often a registry is asked by two workers that share a ledger. */
@ExtendWith(ProvingGround.class)
final class RequestBudgetTest {

  private static final int PER_SECOND = 10;
  private static final int COPIES = 4;
  private static final int LAYERS = 25;

  private static final double MOST_PER_SECOND = PER_SECOND * 1.05;

  private static final int MANY = 40;

  /** On a machine that stands still for half a second so many arrive with those after them. */
  private static final int LATE = 5;

  /** So few that a machine which stands still for a moment spoils no more than some of them. */
  private static final int FEW = 10;

  private static DistributionRegistry registry;
  private static FaultProxy source;
  private static Team team;

  @BeforeAll
  static void start(Workspace workspace) {
    registry = DistributionRegistry.start(workspace);
    source = workspace.keep(FaultProxy.before(registry));
    Configuration configuration = new Configuration();
    configuration.lines("ledger:", "  url: " + PostgresServer.start(workspace).url());
    configuration.lines(
        "registries:", "  - host: " + source.host(), "    requests-per-second: " + PER_SECOND);
    List<String> options =
        List.of(
            "--laytime.concurrency.copies=2",
            "--laytime.config=" + configuration.writeTo(workspace.directory("config")));
    team = Team.start(workspace, options);
    LaytimeWorker.start(workspace, team.temporal(), options);
    try (Images images = new Images(workspace.directory("images"))) {
      for (int copy = 0; copy < COPIES; copy++) {
        images.image(registry, "source/app" + copy, "1", LAYERS, 1_000);
      }
    }
  }

  @Test
  void isHeldWithinATwentiethAndUsedByTwoWorkersTogether() {
    List<LaytimeCli.Run> runs =
        IntStream.range(0, COPIES)
            .mapToObj(copy -> team.cli().start("mirror", source(copy), target(copy)))
            .toList();
    assertThat(runs).allSatisfy(run -> assertThat(run.finish().exitCode()).isZero());

    List<Instant> sent = source.seen().stream().map(FaultProxy.Seen::at).sorted().toList();
    assertThat(sent).hasSizeGreaterThan(COPIES * LAYERS);
    assertThat(median(ratesUntilTheEnd(sent)))
        .as("requests a second, all in all")
        .isLessThanOrEqualTo(MOST_PER_SECOND);
    assertThat(rates(sent, MANY - LATE, MANY).max().orElseThrow())
        .as("requests a second at the most, of %d in a row", MANY)
        .isLessThanOrEqualTo(MOST_PER_SECOND);
    assertThat(median(rates(sent, FEW, FEW)))
        .as("requests a second as a rule, of %d in a row", FEW)
        .isGreaterThanOrEqualTo(PER_SECOND * 0.8);
    assertThat(IntStream.range(0, COPIES).mapToObj(copy -> team.copiedBy(target(copy))).distinct())
        .as("both workers")
        .hasSize(2);
  }

  /** How many a second, of each so many in a row of which not all count. */
  private static DoubleStream rates(List<Instant> sent, int counted, int many) {
    return IntStream.range(0, sent.size() - many)
        .mapToDouble(first -> rate(counted, sent.get(first), sent.get(first + many)));
  }

  /** How many a second until the last one, from each of the first ones on: some may be late. */
  private static DoubleStream ratesUntilTheEnd(List<Instant> sent) {
    return IntStream.range(0, FEW)
        .mapToDouble(first -> rate(sent.size() - 1 - first, sent.get(first), sent.getLast()));
  }

  private static double rate(int requests, Instant first, Instant last) {
    return requests * 1e9 / Duration.between(first, last).toNanos();
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String source(int copy) {
    return source.image("source/app" + copy + ":1");
  }

  private static String target(int copy) {
    return registry.image("target/app" + copy + ":1");
  }
}
