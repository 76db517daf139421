package dev.laytime.e2e.mirrors;

import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.MirrorSchedule;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two registries, of which one is mirrored into the other, a Temporal server, and a ledger in
 * PostgreSQL.
 *
 * @param source behind a proxy that can misbehave
 */
record Site(
    Workspace workspace,
    DistributionRegistry upstream,
    FaultProxy source,
    DistributionRegistry target,
    TemporalServer temporal,
    PostgresServer postgres,
    Configuration configuration,
    Images images,
    RegistryProbe probe) {

  /** What may take long on a machine that is busy. */
  static final Duration LONG = Duration.ofMinutes(3);

  private static final int LAYER = 100;
  private static final int AT_A_TIME = 8;

  static Site start(Workspace workspace) {
    DistributionRegistry upstream = DistributionRegistry.start(workspace);
    FaultProxy source = workspace.keep(FaultProxy.before(upstream));
    DistributionRegistry target = DistributionRegistry.start(workspace);
    PostgresServer postgres = PostgresServer.start(workspace);
    Configuration configuration = new Configuration();
    configuration.lines("ledger:", "  url: " + postgres.url());
    return new Site(
        workspace,
        upstream,
        source,
        target,
        TemporalServer.start(workspace),
        postgres,
        configuration,
        workspace.keep(new Images(workspace.directory("images"))),
        workspace.keep(new RegistryProbe()));
  }

  /**
   * Adds a mirror that is looked at when a worker begins, and when somebody has it looked at.
   *
   * @param name also of its repositories
   * @param settings further lines, as in {@code tags: {glob: ["*"]}}
   */
  MirrorSchedule mirror(String name, String... settings) {
    List<String> all = new ArrayList<>(List.of("name: " + name, "poll: 24h"));
    all.addAll(List.of(settings));
    configuration.mirror(
        target.image("kept/" + name), source.image("upstream/" + name), all.toArray(String[]::new));
    return new MirrorSchedule(temporal, name);
  }

  LaytimeWorker work(String... options) {
    Path file = configuration.writeTo(workspace.directory("config"));
    List<String> all = new ArrayList<>(List.of("--laytime.config=" + file));
    all.addAll(List.of(options));
    return LaytimeWorker.start(workspace, temporal, all);
  }

  /** Pushes a small image of its own under a tag. */
  Digest publish(String name, String tag) {
    return images.image(upstream, "upstream/" + name, tag, 1, LAYER);
  }

  /** Pushes many, by tag. */
  Map<String, Digest> publish(String name, List<String> tags) {
    Map<String, Future<Digest>> pushed = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      tags.forEach(tag -> pushed.put(tag, threads.submit(() -> publish(name, tag))));
    }
    Map<String, Digest> digests = new LinkedHashMap<>();
    pushed.forEach((tag, digest) -> digests.put(tag, digest.resultNow()));
    return digests;
  }

  String kept(String name, String tag) {
    return target.image("kept/" + name + ":" + tag);
  }
}
