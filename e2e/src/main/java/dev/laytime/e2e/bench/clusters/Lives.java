package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.Manifests;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.image.Reference;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Many lives: how fast they begin, what they cost while nothing happens, how fast they end. */
record Lives(
    int count,
    Manifests manifests,
    DistributionRegistry registry,
    LaytimeApi api,
    TemporalServer temporal,
    Gauge gauge) {

  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int TAGS = 10;
  private static final double KIB = 1024;
  private static final double MIB = 1 << 20;

  /** What was measured, a line each. */
  List<String> lines() {
    long heapBefore = gauge.heapBytes();
    double temporalBefore = Gauge.cpuSecondsOf(temporal.process());
    double start = seconds(this::begin);
    double temporalCpu = Gauge.cpuSecondsOf(temporal.process()) - temporalBefore;
    long heap = gauge.heapBytes();
    String idle = idle();
    String histories = histories();
    double end = seconds(this::end);
    return List.of(
        String.format(
            Locale.ROOT,
            "- from one scan that names %d images to all of them copied and present: %.1f s, %.1f a"
                + " second; Temporal's CPU %.0f ms each",
            count,
            start,
            count / start,
            1000 * temporalCpu / count),
        String.format(
            Locale.ROOT,
            "- the worker's heap after a collection: %.0f MiB before, %.0f MiB with them",
            heapBefore / MIB,
            heap / MIB),
        idle,
        histories,
        String.format(
            Locale.ROOT,
            "- from the scan that names none of them to all of them deleted: %.1f s, of which %s"
                + " are the grace period and the quarantine",
            end,
            "20 s"));
  }

  private void begin() {
    deploy(images());
    Await.until("all are present", PATIENCE, () -> in("PRESENT") == count);
  }

  private void end() {
    // As many names as before: a scan that names much less would wait for a person.
    deploy(IntStream.range(0, count).mapToObj(i -> "registry.test/other:" + i).toList());
    Await.until("all are gone", PATIENCE, () -> total() == 0);
  }

  private void deploy(List<String> images) {
    StringBuilder documents = new StringBuilder();
    for (int i = 0; i < images.size(); i++) {
      documents.append(
          """
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: app-%d, namespace: shop}
          spec: {containers: [{name: app, image: "%s"}]}
          """
              .formatted(i, images.get(i)));
    }
    manifests.write("many.yaml", documents.toString());
  }

  private List<String> images() {
    return IntStream.range(0, count).mapToObj(i -> registry.image("prod/" + name(i))).toList();
  }

  /** Ten in each repository. */
  static String name(int number) {
    return "app-%d:%d".formatted(number / TAGS, number % TAGS);
  }

  private int in(String state) {
    return api.get("stages").path("stages").path(0).path("images").path(state).asInt();
  }

  private int total() {
    int total = 0;
    for (var state : api.get("stages").path("stages").path(0).path("images")) {
      total += state.asInt();
    }
    return total;
  }

  private String idle() {
    double temporalBefore = Gauge.cpuSecondsOf(temporal.process());
    double workerBefore = gauge.cpuSeconds();
    try {
      Thread.sleep(IDLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
    double span = IDLE.toSeconds();
    return String.format(
        Locale.ROOT,
        "- while nothing happens: Temporal's CPU %.1f %%, the worker's %.1f %%, scans"
            + " every 5 s and all",
        100 * (Gauge.cpuSecondsOf(temporal.process()) - temporalBefore) / span,
        100 * (gauge.cpuSeconds() - workerBefore) / span);
  }

  private String histories() {
    long events = 0;
    long bytes = 0;
    for (String image : images()) {
      WorkflowExecutionInfo info =
          temporal.describe(WorkflowIds.life(Reference.parse(image))).getWorkflowExecutionInfo();
      events += info.getHistoryLength();
      bytes += info.getHistorySizeBytes();
    }
    return String.format(
        Locale.ROOT,
        "- a life's history once it is present: %.1f events, %.1f KiB",
        (double) events / count,
        bytes / KIB / count);
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
