package dev.laytime.e2e.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one tool needed for one case.
 *
 * @param caseName as in {@code big image}
 * @param peer whether Laytime is compared with it
 * @param peakBytes the highest of all repeats
 * @param requests the median
 */
record Line(
    @JsonProperty("case") String caseName,
    String tool,
    boolean peer,
    int repeats,
    Spread wallSeconds,
    Spread cpuSeconds,
    long peakBytes,
    int requests) {

  static Line of(String caseName, Contender tool, List<Sample> samples) {
    return new Line(
        caseName,
        tool.name(),
        tool.peer(),
        samples.size(),
        spread(samples, Sample::wallSeconds),
        spread(samples, Sample::cpuSeconds),
        samples.stream().mapToLong(Sample::peakBytes).max().orElseThrow(),
        (int) spread(samples, Sample::requests).median());
  }

  private static Spread spread(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return Spread.of(samples.stream().map(value::applyAsDouble).toList());
  }
}
