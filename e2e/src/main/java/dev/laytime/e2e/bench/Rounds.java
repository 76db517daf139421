package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.e2e.harness.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

/**
 * Lets tools take turns at a scenario, in random order, each with an empty target of its own.
 *
 * <p>A round that does not count comes first: there every tool tries its concurrencies, and keeps
 * the one that was fastest for each job.
 */
final class Rounds {

  private final Workspace workspace;
  private final MeasuredRegistry.Kind kind;
  private final MeasuredRegistry source;
  private final Meter meter;
  private final Random random;
  private final Check check;

  Rounds(Workspace workspace, MeasuredRegistry.Kind kind, MeasuredRegistry source, Random random) {
    this.workspace = workspace;
    this.kind = kind;
    this.source = source;
    this.meter = new Meter(workspace, workspace.directory("meter"));
    this.random = random;
    this.check = Check.in(workspace, source.server(), random);
  }

  /** One measurement of a job. */
  private record Measured(Job job, int concurrency, Sample sample) {}

  /** Measures every tool as often. */
  List<Line> run(Scenario scenario, List<Tool> all, int repeats) {
    List<Tool> tools = all.stream().filter(tool -> !plans(scenario, tool).isEmpty()).toList();
    Map<Tool, Map<String, Integer>> chosen = new LinkedHashMap<>();
    for (Tool tool : shuffled(tools)) {
      chosen.put(tool, choose(scenario, tool));
    }
    Map<Tool, SequencedMap<String, List<Measured>>> measured = new LinkedHashMap<>();
    for (int round = 1; round <= repeats; round++) {
      for (Tool tool : shuffled(tools)) {
        for (Measured each : turn(scenario, tool, chosen.getOrDefault(tool, Map.of()), round)) {
          measured
              .computeIfAbsent(tool, _ -> new LinkedHashMap<>())
              .computeIfAbsent(each.job().title(), _ -> new ArrayList<>())
              .add(each);
        }
      }
    }
    return lines(tools, measured);
  }

  /** The concurrency that was fastest, by the title of the job. */
  private Map<String, Integer> choose(Scenario scenario, Tool tool) {
    Map<String, Measured> fastest = new LinkedHashMap<>();
    for (Map<String, Integer> plan : plans(scenario, tool)) {
      for (Measured each : turn(scenario, tool, plan, 0)) {
        fastest.merge(each.job().title(), each, Rounds::faster);
      }
    }
    Map<String, Integer> chosen = new LinkedHashMap<>();
    fastest.forEach((title, measured) -> chosen.put(title, measured.concurrency()));
    return chosen;
  }

  private static Measured faster(Measured one, Measured other) {
    return one.sample().wallSeconds() <= other.sample().wallSeconds() ? one : other;
  }

  /** Every way to do the jobs that the tool does: the first concurrencies, the second … */
  private static List<Map<String, Integer>> plans(Scenario scenario, Tool tool) {
    List<Map<String, Integer>> plans = new ArrayList<>();
    for (Job job : scenario.on(nowhere())) {
      List<Integer> tried = tool.concurrencies(job);
      for (int i = 0; i < tried.size(); i++) {
        if (plans.size() == i) {
          plans.add(new LinkedHashMap<>());
        }
        plans.get(i).put(job.title(), tried.get(i));
      }
    }
    return plans;
  }

  private static RegistryServer nowhere() {
    return () -> "nowhere";
  }

  private List<Measured> turn(Scenario scenario, Tool tool, Map<String, Integer> plan, int round) {
    List<Measured> measured = new ArrayList<>();
    try (MeasuredRegistry target = MeasuredRegistry.start(kind, workspace)) {
      for (Job job : scenario.on(target.server())) {
        Integer concurrency = plan.get(job.title());
        if (concurrency != null) {
          Sample sample = measure(tool, job, concurrency, target);
          System.err.printf(
              "round %d, %s: %s, %d at once: %s%n",
              round, job.title(), tool.name(), concurrency, sample);
          measured.add(new Measured(job, concurrency, sample));
        }
      }
    }
    return measured;
  }

  private Sample measure(Tool tool, Job job, int concurrency, MeasuredRegistry target) {
    Work work = tool.work(job, concurrency);
    Traffic traffic = Traffic.between(source, target);
    Sample sample = traffic.addTo(meter.measure(work));
    check.check(tool, job, target.server());
    return sample;
  }

  private List<Tool> shuffled(List<Tool> tools) {
    List<Tool> order = new ArrayList<>(tools);
    Collections.shuffle(order, random);
    return order;
  }

  private static List<Line> lines(
      List<Tool> tools, Map<Tool, SequencedMap<String, List<Measured>>> measured) {
    List<Line> lines = new ArrayList<>();
    for (Tool tool : tools) {
      measured
          .getOrDefault(tool, new LinkedHashMap<>())
          .values()
          .forEach(each -> {
            Measured first = each.getFirst();
            List<Sample> samples = each.stream().map(Measured::sample).toList();
            Line.Entry entry =
                new Line.Entry(
                    tool.name(), tool.peer(), tool.guarantees(first.job()), first.concurrency());
            lines.add(Line.of(first.job().title(), entry, samples));
          });
    }
    lines.sort(Comparator.comparing(Line::caseName));
    return lines;
  }
}
