package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.bench.Spread;
import dev.laytime.e2e.bench.Usage;
import dev.laytime.e2e.harness.Child;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Programs that start beside a large cluster, in turns: until they know of a Pod that was made
 * while none of them ran, and of those that come after.
 *
 * @param stage whose images they follow
 */
record Starts(
    int repeats, Population population, Gauge gauge, List<Follower> followers, String stage) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int EVENTS = 5;
  private static final double MIB = 1 << 20;

  /** What one start took. */
  private record Start(
      double seconds, double cpuSeconds, double listedMib, double peakMib, List<Double> millis) {}

  /** A table with a line for each of them. */
  List<String> lines() {
    List<List<Start>> starts = new ArrayList<>();
    followers.forEach(follower -> starts.add(new ArrayList<>()));
    for (int round = 0; round < repeats; round++) {
      for (int i = 0; i < followers.size(); i++) {
        starts.get(i).add(start(followers.get(i), round));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "| program | from its start to a Pod made before, s (min–max) | CPU until then, s |"
            + " listed, MiB | peak MiB | from a Pod made then to its image, ms (min–max) |");
    lines.add("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (int i = 0; i < followers.size(); i++) {
      lines.add(line(followers.get(i).name(), starts.get(i)));
    }
    return lines;
  }

  private Start start(Follower follower, int round) {
    String name = "start-" + follower.name() + "-" + round;
    Reference before = make(name);
    long listed = gauge.listedBytes();
    long start = System.nanoTime();
    Child program = follower.start();
    double seconds =
        Patience.seconds(follower.name() + " knows", start, PATIENCE, () -> follower.knows(before));
    double cpu = Gauge.cpuSecondsOf(program);
    double listedMib = (gauge.listedBytes() - listed) / MIB;
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      millis.add(millisToKnow(follower, name + "-" + i));
    }
    double peak = Usage.of(List.of(program)).peakBytes() / MIB;
    program.kill();
    return new Start(seconds, cpu, listedMib, peak, millis);
  }

  private double millisToKnow(Follower follower, String name) {
    Patience.rest();
    long start = System.nanoTime();
    Reference image = make(name);
    return 1000
        * Patience.seconds(
            follower.name() + " knows", start, PATIENCE, () -> follower.knows(image));
  }

  private Reference make(String name) {
    Reference image = Reference.parse(stage + "/" + name + ":1");
    population.pod(name, image.text());
    return image;
  }

  private static String line(String name, List<Start> starts) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.1f | %.0f | %s |",
        name,
        Spread.of(starts.stream().map(Start::seconds).toList()).text(),
        Spread.of(starts.stream().map(Start::cpuSeconds).toList()).text(),
        Spread.of(starts.stream().map(Start::listedMib).toList()).median(),
        Spread.of(starts.stream().map(Start::peakMib).toList()).max(),
        Spread.of(starts.stream().flatMap(start -> start.millis().stream()).toList()).text());
  }
}
