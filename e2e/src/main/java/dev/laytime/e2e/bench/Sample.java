package dev.laytime.e2e.bench;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One measurement.
 *
 * @param wallSeconds from start to end
 * @param cpuShares user and system seconds of the tool's processes, by what they are; the
 *     registries' are not in it
 * @param peakBytes of memory, all processes of the tool together
 * @param requests that the registries got, by method
 * @param registriesCpuSeconds of the two registries meanwhile
 */
record Sample(
    double wallSeconds,
    SortedMap<String, Double> cpuShares,
    long peakBytes,
    SortedMap<String, Integer> requests,
    double registriesCpuSeconds) {

  /** One of a tool alone. */
  Sample(double wallSeconds, SortedMap<String, Double> cpuShares, long peakBytes) {
    this(wallSeconds, cpuShares, peakBytes, new TreeMap<>(), 0);
  }

  /** The same with what happened in the registries. */
  Sample with(SortedMap<String, Integer> seen, double registries) {
    return new Sample(wallSeconds, cpuShares, peakBytes, seen, registries);
  }

  /** Of all processes of the tool together. */
  double cpuSeconds() {
    return cpuShares.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
