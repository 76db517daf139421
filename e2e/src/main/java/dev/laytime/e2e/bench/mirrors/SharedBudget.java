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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Many mirrors of one registry that may be asked but so often. */
final class SharedBudget {

  /** How far above the budget it still counts as held, in per cent. */
  private static final double TOLERANCE = 5;

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
        String name = name(i);
        for (int tag = 0; tag < size.tagsPerRule(); tag++) {
          images.image(upstream, name, "1.0." + tag, 1, 1_000);
        }
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
        "| rules | tags each | allowed a second | requests | a second, all in all | a second, of %d in a row |"
                .formatted(WINDOW)
            + " seconds until the end of a rule's first poll |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        String.format(
            Locale.ROOT,
            "| %d | %d | %d | %d | %.2f | %s | %s |",
            size.rules(),
            size.tagsPerRule(),
            size.rate(),
            sent.size(),
            (sent.size() - 1) / all,
            rates.text(),
            waited.text()),
        "",
        held(rates),
        fair(waited, sent.size()));
  }

  private String held(Spread rates) {
    double above = (rates.max() / size.rate() - 1) * 100;
    return String.format(
        Locale.ROOT,
        "- budget %s: at most %.1f %% more than allowed, of %d in a row; %.0f %% may be",
        above <= TOLERANCE ? "held" : "NOT held",
        above,
        WINDOW,
        TOLERANCE);
  }

  /** Nobody is to wait longer than until everybody is served; and on the way there all get on. */
  private String fair(Spread waited, int requests) {
    double whole = (double) requests / size.rate();
    return String.format(
        Locale.ROOT,
        "- fairness: the last first poll ended after %.0f s, and all requests take %.0f s;"
            + " when half of them were sent, a rule had sent %s of its %d",
        waited.max(),
        whole,
        halfway().text(),
        requests / size.rules());
  }

  private Spread halfway() {
    List<FaultProxy.Seen> sent =
        source.seen().stream().sorted(Comparator.comparing(FaultProxy.Seen::at)).toList();
    Map<String, Double> each = new HashMap<>();
    for (int i = 0; i < size.rules(); i++) {
      each.put(name(i), 0.0);
    }
    for (FaultProxy.Seen request : sent.subList(0, sent.size() / 2)) {
      String[] parts = request.target().split("/", 4);
      each.computeIfPresent(parts.length > 2 ? parts[2] : "", (_, number) -> number + 1);
    }
    return Spread.of(List.copyOf(each.values()));
  }

  private static String name(int rule) {
    return "rule-%03d".formatted(rule);
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
