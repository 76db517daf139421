package dev.laytime.e2e.bench.mirrors;

import dev.laytime.e2e.bench.Spread;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.MirrorSchedule;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Many mirrors of one registry that may be asked but so often. */
final class SharedBudget {

  /** So many in a row that one late request shows little. */
  private static final int WINDOW = 100;

  private final Size size;
  private final Workspace workspace;
  private final DistributionRegistry upstream;
  private final FaultProxy source;
  private final DistributionRegistry target;
  private final TemporalServer temporal;

  SharedBudget(Size size, Workspace workspace) {
    this.size = size;
    this.workspace = workspace;
    this.upstream = DistributionRegistry.start(workspace);
    this.source = workspace.keep(FaultProxy.before(upstream));
    this.target = DistributionRegistry.start(workspace);
    this.temporal = TemporalServer.start(workspace);
  }

  List<String> lines() {
    Configuration configuration = new Configuration();
    List<MirrorSchedule> schedules = new ArrayList<>();
    try (Images images = new Images(workspace.directory("images"))) {
      for (int i = 0; i < size.rules(); i++) {
        String name = "rule-%03d".formatted(i);
        images.image(upstream, name, "1.0.0", 1, 1_000);
        configuration.mirror(
            target.image(name),
            source.image(name),
            "name: " + name,
            "poll: 24h",
            "tags: {semver: [\">=1\"]}");
        schedules.add(new MirrorSchedule(temporal, name));
      }
    }
    configuration.lines(
        "registries:", "  - host: " + source.host(), "    requests-per-second: " + size.rate());
    LaytimeWorker worker =
        LaytimeWorker.asDocumented(
            workspace,
            temporal,
            "--laytime.config=" + configuration.writeTo(workspace.directory("config")));
    try {
      return lines(schedules.stream().map(SharedBudget::end).toList());
    } finally {
      worker.kill();
    }
  }

  private static Instant end(MirrorSchedule schedule) {
    WorkflowStub poll = schedule.first();
    var _ = poll.getResult(Object.class);
    return schedule.ended(poll);
  }

  private List<String> lines(List<Instant> ends) {
    List<Instant> sent = source.seen().stream().map(FaultProxy.Seen::at).sorted().toList();
    Instant first = sent.getFirst();
    double all = seconds(first, sent.getLast());
    Spread rates =
        Spread.of(
            windows(sent).stream()
                .map(window -> (window.size() - 1) / seconds(window.getFirst(), window.getLast()))
                .toList());
    Spread waited = Spread.of(ends.stream().map(end -> seconds(first, end)).toList());
    return List.of(
        "| rules | allowed a second | requests | a second, all in all | a second, of %d in a row |"
                .formatted(WINDOW)
            + " seconds until the end of a rule's first poll |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
        String.format(
            Locale.ROOT,
            "| %d | %d | %d | %.2f | %s | %s |",
            size.rules(),
            size.rate(),
            sent.size(),
            (sent.size() - 1) / all,
            rates.text(),
            waited.text()));
  }

  private static List<List<Instant>> windows(List<Instant> sent) {
    int length = Math.min(WINDOW, sent.size());
    List<List<Instant>> windows = new ArrayList<>();
    for (int i = 0; i + length <= sent.size(); i++) {
      windows.add(sent.subList(i, i + length));
    }
    return windows;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
