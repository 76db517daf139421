package dev.laytime.e2e.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What one tool needed for one case.
 *
 * @param caseName as in {@code 1: an image of 1024 MiB in 4 layers}
 * @param peer whether Laytime is compared with it
 * @param cpuShares medians, by process
 * @param concurrency how many things it did at once
 * @param peakBytes the highest of all repeats
 * @param requests medians, by method
 * @param samples one a round, in the order of the rounds
 */
record Line(
    @JsonProperty("case") String caseName,
    String tool,
    boolean peer,
    Guarantees guarantees,
    int concurrency,
    Spread wallSeconds,
    Spread cpuSeconds,
    SortedMap<String, Double> cpuShares,
    long peakBytes,
    SortedMap<String, Integer> requests,
    Spread registriesCpuSeconds,
    List<Sample> samples) {

  /** Who did it, and how. */
  record Entry(String tool, boolean peer, Guarantees guarantees, int concurrency) {}

  static Line of(String caseName, Entry entry, List<Sample> samples) {
    return new Line(
        caseName,
        entry.tool(),
        entry.peer(),
        entry.guarantees(),
        entry.concurrency(),
        spread(samples, Sample::wallSeconds),
        spread(samples, Sample::cpuSeconds),
        cpuShares(samples),
        samples.stream().mapToLong(Sample::peakBytes).max().orElseThrow(),
        requests(samples),
        spread(samples, Sample::registriesCpuSeconds),
        samples);
  }

  /** One measure of every round. */
  List<Double> each(ToDoubleFunction<Sample> measure) {
    return samples.stream().map(measure::applyAsDouble).toList();
  }

  private static Spread spread(List<Sample> samples, ToDoubleFunction<Sample> measure) {
    return Spread.of(samples.stream().map(measure::applyAsDouble).toList());
  }

  private static SortedMap<String, Double> cpuShares(List<Sample> samples) {
    SortedMap<String, Double> medians = new TreeMap<>();
    for (String process : samples.getFirst().cpuShares().keySet()) {
      medians.put(
          process,
          spread(samples, sample -> sample.cpuShares().getOrDefault(process, 0.0)).median());
    }
    return medians;
  }

  private static SortedMap<String, Integer> requests(List<Sample> samples) {
    SortedMap<String, Integer> medians = new TreeMap<>();
    Stream<String> methods =
        samples.stream().flatMap(sample -> sample.requests().keySet().stream()).distinct();
    methods.forEach(method ->
        medians.put(
            method,
            (int) spread(samples, sample -> sample.requests().getOrDefault(method, 0)).median()));
    return medians;
  }
}
