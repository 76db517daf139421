package dev.laytime.e2e.bench.mirrors;

import dev.laytime.e2e.counterpart.LoggedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One pass over a mirror.
 *
 * @param requests at the source, by method
 */
record Pass(Duration wall, double cpuSeconds, Map<String, Integer> requests) {

  static Pass of(Duration wall, double cpuSeconds, List<LoggedRequest> seen) {
    return new Pass(
        wall,
        cpuSeconds,
        seen.stream()
            .collect(Collectors.toMap(LoggedRequest::method, _ -> 1, Integer::sum, TreeMap::new)));
  }

  int total() {
    return requests.values().stream().mapToInt(Integer::intValue).sum();
  }

  double wallSeconds() {
    return wall.toNanos() / 1e9;
  }
}
