package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.bench.Machine;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.Manifests;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures how a worker follows a large cluster, and what many lives cost. */
public final class ClusterBenchmark {

  private static final String SOURCE = "cluster";

  /** Only when asked. */
  private static final Durations RARE = new Durations("1h", "1h", "1m", "1h", "1h");

  private static final Durations QUICK = new Durations("10s", "10s", "1s", "1m", "5s");

  private ClusterBenchmark() {}

  /**
   * Prints what was measured, as Markdown.
   *
   * @param arguments its name, then its options
   */
  public static void run(List<String> arguments) {
    Size size = Size.of(arguments.subList(1, arguments.size()));
    Machine before = Machine.now();
    System.out.println("`e2e/bench/run " + String.join(" ", arguments) + "`\n");
    if (size.pods() > 0) {
      print(index(size));
    }
    if (size.lives() > 0) {
      print(lives(size));
    }
    before.until(Machine.now()).lines().forEach(line -> System.out.println("- " + line));
  }

  private static void print(List<String> lines) {
    lines.forEach(System.out::println);
    System.out.println();
  }

  private static List<String> index(Size size) {
    try (Workspace workspace = Workspace.open(Path.of("target", "bench", "clusters"))) {
      ControlPlane cluster = ControlPlane.start(workspace);
      cluster.namespace("shop");
      cluster.namespace("changes");
      DistributionRegistry registry = DistributionRegistry.start(workspace);
      TemporalServer temporal = TemporalServer.start(workspace);
      Configuration configuration =
          new Configuration()
              .stage("prod", registry.image("prod"), "sweep-every: 1h")
              .cluster(SOURCE, cluster.kubeconfig(ControlPlane.ADMIN), RARE);
      LaytimeWorker worker = worker(workspace, temporal, configuration);
      Scanning scanning = new Scanning(temporal, SOURCE);
      scanning.first();
      Population population = new Population(cluster, "shop");
      Population changes = new Population(cluster, "changes");
      Gauge gauge = gauge(workspace, worker, cluster);
      LifeSignals signals = new LifeSignals(temporal);
      String stage = registry.image("prod");
      List<String> lines =
          new ArrayList<>(
              new Index(size, population, scanning, gauge, signals, changes, stage).lines());
      if (size.qebbeq() != null) {
        worker.kill();
        changes.remove();
        QebbeqFollower qebbeq =
            new QebbeqFollower(workspace, cluster, size.qebbeq(), registry.host());
        qebbeq.prepare();
        LaytimeFollower laytime =
            new LaytimeFollower(
                () -> worker(workspace, temporal, configuration).process(), signals);
        lines.add("");
        lines.addAll(
            new Starts(size.repeats(), population, gauge, List.of(laytime, qebbeq), stage).lines());
      }
      return lines;
    }
  }

  private static List<String> lives(Size size) {
    try (Workspace workspace = Workspace.open(Path.of("target", "bench", "lives"))) {
      DistributionRegistry upstream = DistributionRegistry.start(workspace);
      DistributionRegistry registry = DistributionRegistry.start(workspace);
      Path images = workspace.directory("images");
      try (Images made = new Images(images)) {
        for (int i = 0; i < size.lives(); i++) {
          String[] name = Lives.name(i).split(":", -1);
          made.image(upstream, "hub/" + name[0], name[1], 1, 1_000);
        }
      }
      TemporalServer temporal = TemporalServer.start(workspace);
      Manifests manifests = new Manifests(workspace.directory("manifests"));
      manifests.deploy("first", "registry.test/first:1");
      Configuration configuration =
          new Configuration()
              .stage(
                  "prod",
                  registry.image("prod"),
                  "deletion: enabled",
                  "grace-period: " + QUICK.grace(),
                  "quarantine: " + QUICK.quarantine(),
                  "sweep-every: " + QUICK.sweep(),
                  "reaper-window: " + QUICK.window(),
                  "breaker: {images: 100000, percent: 100, window: 1h}")
              .directory("apps", manifests.directory(), QUICK)
              .mirror(registry.image("prod"), upstream.image("hub"));
      LaytimeWorker worker = worker(workspace, temporal, configuration);
      new Scanning(temporal, "apps").first();
      Gauge gauge = gauge(workspace, worker, null);
      return new Lives(size.lives(), manifests, registry, gauge.api(), temporal, gauge).lines();
    }
  }

  private static LaytimeWorker worker(
      Workspace workspace, TemporalServer temporal, Configuration configuration) {
    return LaytimeWorker.asDocumented(
        workspace,
        temporal,
        "--laytime.config=" + configuration.writeTo(workspace.directory("config")));
  }

  private static Gauge gauge(
      Workspace workspace, LaytimeWorker worker, @Nullable ControlPlane cluster) {
    return new Gauge(workspace, worker, workspace.keep(new LaytimeApi(worker.server())), cluster);
  }
}
