package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.bench.Spread;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker that follows one cluster.
 *
 * @param changes what comes after it has grown
 * @param stage where lives are, as in {@code 127.0.0.1:5000/prod}
 */
record Index(
    Size size,
    Population population,
    Scanning scanning,
    Gauge gauge,
    LifeSignals signals,
    Population changes,
    String stage) {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration TELLING = Duration.ofSeconds(5);
  private static final List<Double> SHARES = List.of(0.1, 0.5, 1.0);
  private static final int EVENTS = 20;
  private static final double MIB = 1 << 20;

  /** A table for growing clusters, and what a worker makes of single Pods and of many at once. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| Pods | workloads | a complete scan, s (min–max) | listed, MiB | worker's CPU s |"
            + " heap after it, MiB |");
    lines.add("| ---: | ---: | ---: | ---: | ---: | ---: |");
    int pods = 0;
    int workloads = 0;
    for (double share : SHARES) {
      int morePods = (int) (size.pods() * share);
      int moreWorkloads = (int) (size.workloads() * share);
      population.pods(pods, morePods, size.images());
      population.workloads(workloads, moreWorkloads, size.images());
      pods = morePods;
      workloads = moreWorkloads;
      lines.add(grown(pods, workloads));
    }
    lines.add("");
    lines.add(fromEventToLife());
    lines.add(rollout());
    return lines;
  }

  private String grown(int pods, int workloads) {
    scanning.seconds();
    List<Double> walls = new ArrayList<>();
    long bytes = gauge.listedBytes();
    double cpu = gauge.cpuSeconds();
    for (int i = 0; i < size.repeats(); i++) {
      walls.add(scanning.seconds());
    }
    double each = size.repeats();
    return String.format(
        Locale.ROOT,
        "| %d | %d | %s | %.1f | %.2f | %.0f |",
        pods,
        workloads,
        Spread.of(walls).text(),
        (gauge.listedBytes() - bytes) / each / MIB,
        (gauge.cpuSeconds() - cpu) / each,
        gauge.heapBytes() / MIB);
  }

  /** From a Pod that is made to a life that has its first word. */
  private String fromEventToLife() {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      Reference image = Reference.parse(stage + "/event-" + i + ":1");
      Patience.rest();
      long start = System.nanoTime();
      changes.pod("event-" + i, image.text());
      millis.add(
          1000 * Patience.seconds("a life of " + image, start, SOON, () -> signals.of(image) > 0));
    }
    return String.format(
        Locale.ROOT,
        "- from a Pod that is made to the signal in its image's life: %s ms, %d Pods, a second"
            + " apart",
        Spread.of(millis).text(),
        EVENTS);
  }

  private String rollout() {
    Reference image = Reference.parse(stage + "/rollout:1");
    int count = Math.min(1000, size.pods());
    changes.rollout("rollout", count, image.text());
    scanning.seconds();
    int after = settled(image);
    scanning.seconds();
    return "- %d Pods of one image: %d signals to its life; another scan without a change: %d"
        .formatted(count, after, settled(image) - after);
  }

  /** Lives are told after a scan is published. */
  private int settled(Reference image) {
    LockSupport.parkNanos(TELLING.toNanos());
    return signals.of(image);
  }
}
