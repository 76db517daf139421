package dev.laytime.e2e.bench.mirrors;

import dev.laytime.e2e.bench.Usage;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.LoggedRequest;
import dev.laytime.e2e.counterpart.MirrorSchedule;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One repository of many tags, mirrored into empty targets and looked at again, by two tools. */
final class Polls {

  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final String NAME = "many";

  private final Size size;
  private final Workspace workspace;
  private final DistributionRegistry source;
  private final DistributionRegistry target;
  private final TemporalServer temporal;
  private final Passes initial;
  private final Passes again;

  Polls(Size size, Workspace workspace) {
    this.size = size;
    this.workspace = workspace;
    this.source = DistributionRegistry.start(workspace);
    this.target = DistributionRegistry.start(workspace);
    this.temporal = TemporalServer.start(workspace);
    this.initial = Passes.of("into an empty target");
    this.again = Passes.of("nothing moved");
  }

  List<String> lines() {
    try (Images images = new Images(workspace.directory("images"))) {
      for (int i = 0; i < size.tags(); i++) {
        images.image(source, NAME, "1.%d.0".formatted(i), 1, 1_000);
      }
    }
    for (int round = 0; round < size.rounds(); round++) {
      laytime(round);
      regsync(round);
    }
    List<String> lines = new ArrayList<>(Passes.head());
    lines.addAll(initial.lines());
    lines.addAll(again.lines());
    return lines;
  }

  private void laytime(int round) {
    String name = "round-" + round;
    Configuration configuration =
        new Configuration()
            .mirror(
                target.image("laytime/" + name),
                source.image(NAME),
                "name: " + name,
                "poll: 24h",
                "tags: {semver: [\">=1\"]}");
    int before = source.requests().size();
    LaytimeWorker worker =
        LaytimeWorker.asDocumented(
            workspace,
            temporal,
            "--laytime.config=" + configuration.writeTo(workspace.directory("config")));
    try {
      MirrorSchedule schedule = new MirrorSchedule(temporal, name);
      List<Child> residents = List.of(worker.process(), temporal.process());
      double used = Usage.of(residents).cpuSeconds();
      initial.laytime().add(pass(schedule, schedule.first(), residents, used, before));
      before = source.requests().size();
      used = Usage.of(residents).cpuSeconds();
      again.laytime().add(pass(schedule, schedule.begin(), residents, used, before));
    } finally {
      worker.kill();
    }
  }

  private Pass pass(
      MirrorSchedule schedule, WorkflowStub poll, List<Child> residents, double used, int before) {
    var _ = poll.getResult(Object.class);
    return Pass.of(
        schedule.took(poll), Usage.of(residents).cpuSeconds() - used, requestsSince(before));
  }

  private void regsync(int round) {
    Path directory = workspace.directory("regsync");
    Path file = directory.resolve("regsync.yml");
    try {
      Files.writeString(file, configuration("regsync/round-" + round));
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
    initial.regsync().add(once(directory, file));
    again.regsync().add(once(directory, file));
  }

  private Pass once(Path directory, Path file) {
    int before = source.requests().size();
    Path report = directory.resolve("time");
    List<String> line =
        List.of(
            Checkout.binary("time"),
            "-f",
            "%e %U %S",
            "-o",
            report.toString(),
            Checkout.binary("regsync"),
            "once",
            "--config",
            file.toString());
    Workspace.finish(
            workspace.startNumbered(new Command("regsync", line, Map.of(), directory)), PATIENCE)
        .orThrow();
    String[] used = Workspace.read(report).strip().split(" ", -1);
    return Pass.of(
        Duration.ofMillis(Math.round(Double.parseDouble(used[0]) * 1000)),
        Double.parseDouble(used[1]) + Double.parseDouble(used[2]),
        requestsSince(before));
  }

  private String configuration(String into) {
    return """
    version: 1
    defaults:
      parallel: %d
    creds:
      - registry: %s
        tls: disabled
        reqConcurrent: %d
      - registry: %s
        tls: disabled
        reqConcurrent: %d
    sync:
      - source: %s
        target: %s
        type: repository
    """
        .formatted(
            size.parallel(),
            source.host(),
            size.parallel(),
            target.host(),
            size.parallel(),
            source.image(NAME),
            target.image(into));
  }

  private List<LoggedRequest> requestsSince(int before) {
    List<LoggedRequest> all = source.requests();
    return all.subList(before, all.size());
  }
}
