package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.LoggedRequest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What two registries have done since a moment. */
final class Traffic {

  private final MeasuredRegistry source;
  private final MeasuredRegistry target;
  private final long sourceEnd;
  private final long targetEnd;
  private final double cpu;

  private Traffic(MeasuredRegistry source, MeasuredRegistry target) {
    this.source = source;
    this.target = target;
    this.sourceEnd = source.log().end();
    this.targetEnd = target.log().end();
    this.cpu = cpu();
  }

  /** From now on. */
  static Traffic between(MeasuredRegistry source, MeasuredRegistry target) {
    return new Traffic(source, target);
  }

  /** Adds it to what a tool was measured by. */
  Sample addTo(Sample sample) {
    double used = cpu() - cpu;
    SortedMap<String, Integer> methods = new TreeMap<>();
    count(source.log().since(sourceEnd), methods);
    count(target.log().since(targetEnd), methods);
    return sample.with(methods, used);
  }

  private double cpu() {
    return Usage.of(List.of(source.process(), target.process())).cpuSeconds();
  }

  private static void count(List<LoggedRequest> requests, SortedMap<String, Integer> methods) {
    requests.forEach(request -> methods.merge(request.method(), 1, Integer::sum));
  }
}
