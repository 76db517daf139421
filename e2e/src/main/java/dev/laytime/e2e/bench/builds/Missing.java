package dev.laytime.e2e.bench.builds;

import dev.laytime.e2e.bench.Spread;
import dev.laytime.e2e.bench.Usage;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.Manifests;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Child;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Reference;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Manifests that name images of tags that nobody built, one after the other, in a worker that runs.
 */
final class Missing {

  /** How often a source is looked at. */
  static final String EVERY = "1s";

  /**
   * What became of one.
   *
   * @param pushed seconds from the manifest to the tag
   * @param built seconds of the build itself, as Temporal has it, with all that follows the tag
   */
  private record Round(double pushed, double built, double cpuSeconds) {}

  private final Size size;
  private final Workspace workspace;
  private final DistributionRegistry registry;
  private final TemporalServer temporal;
  private final Manifests manifests;
  private final Pages pages;

  Missing(Size size, Workspace workspace) {
    this.size = size;
    this.workspace = workspace;
    this.registry = DistributionRegistry.start(workspace);
    this.temporal = TemporalServer.start(workspace);
    this.manifests = new Manifests(workspace.directory("manifests"));
    this.pages = new Pages(workspace.directory("pages"), size.files(), "");
  }

  List<String> lines() {
    LaytimeWorker worker =
        LaytimeWorker.asDocumented(workspace, temporal, "--laytime.config=" + configuration());
    List<Child> residents = List.of(worker.process(), temporal.process());
    List<Round> rounds = new ArrayList<>();
    try (RegistryProbe probe = new RegistryProbe()) {
      for (int i = 0; i <= size.rounds(); i++) {
        if (i > 0) {
          pages.change(i);
        }
        rounds.add(round(i, probe, residents));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "| image | s from the manifest to the tag (min–max) | s of the build (min–max) |"
            + " CPU s (min–max) |");
    lines.add("| --- | ---: | ---: | ---: |");
    lines.add(line("the first of a worker that has just started", rounds.subList(0, 1)));
    lines.add(line("each next", rounds.subList(1, rounds.size())));
    return lines;
  }

  private Round round(int number, RegistryProbe probe, List<Child> residents) {
    Reference image = Reference.parse("%s/prod/shop:%d".formatted(registry.host(), number));
    double used = Usage.of(residents).cpuSeconds();
    long start = System.nanoTime();
    manifests.deploy("shop" + number, image.text());
    double pushed = Appearance.of(image, probe, start);
    String id = Appearance.ended(image, temporal);
    List<HistoryEvent> history = temporal.client().fetchHistory(id).getEvents();
    return new Round(
        pushed,
        Duration.between(at(history.getFirst()), at(history.getLast())).toNanos() / 1e9,
        Usage.of(residents).cpuSeconds() - used);
  }

  private Path configuration() {
    return new Configuration()
        .stage("prod", registry.host() + "/prod")
        .directory(
            "manifests",
            manifests.directory(),
            Durations.QUICK.looking(Durations.QUICK.sweep(), EVERY))
        .lines(
            """
            builds:
              - name: shop
                images: {repositories: ["STAGE/shop"]}
                git: {url: "SOURCE"}
                refs: [{tag: "v{tag}"}]
                allow: {tags: ["v*"]}
                recipe: {platforms: [linux/amd64, linux/arm64]}
                orders: {namespaces: [shop], sources: [manifests], per-hour: 1000, at-once: 100}
            """
                .replace("STAGE", registry.host() + "/prod")
                .replace("SOURCE", pages.url()))
        .writeTo(workspace.directory("config"));
  }

  private static String line(String what, List<Round> rounds) {
    return "| %s | %s | %s | %s |"
        .formatted(
            what,
            Spread.of(rounds.stream().map(Round::pushed).toList()).text(),
            Spread.of(rounds.stream().map(Round::built).toList()).text(),
            Spread.of(rounds.stream().map(Round::cpuSeconds).toList()).text());
  }

  private static Instant at(HistoryEvent event) {
    return Instant.ofEpochSecond(
        event.getEventTime().getSeconds(), event.getEventTime().getNanos());
  }
}
