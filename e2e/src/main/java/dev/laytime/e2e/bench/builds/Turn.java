package dev.laytime.e2e.bench.builds;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A build in a Job.
 *
 * @param seconds from the name to the tag
 * @param parts of it, one after the other, as {@link #PARTS} calls them; a cluster tells of whole
 *     seconds
 */
record Turn(double seconds, List<Double> parts) {

  /** What a build does first, what each step of its Job does, and what follows on them. */
  static final List<String> PARTS =
      List.of("until its Pod runs", "source", "builder", "push", "until the tag");

  /**
   * As the cluster has it.
   *
   * @param named when, in milliseconds since 1970
   * @param pod of its Job, which has ended
   */
  static Turn of(double seconds, long named, Pod pod) {
    List<ContainerStateTerminated> steps =
        Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(),
                pod.getStatus().getContainerStatuses().stream())
            .map(ContainerStatus::getState)
            .map(state -> state.getTerminated())
            .toList();
    Instant last = Instant.ofEpochMilli(named);
    Instant end = last.plusMillis(Math.round(seconds * 1000));
    List<Double> parts = new ArrayList<>();
    Instant first = Instant.parse(steps.getFirst().getStartedAt());
    parts.add(between(last, first));
    last = first;
    for (ContainerStateTerminated step : steps) {
      Instant finished = Instant.parse(step.getFinishedAt());
      parts.add(between(last, finished));
      last = finished;
    }
    parts.add(between(last, end));
    return new Turn(seconds, parts);
  }

  private static double between(Instant start, Instant end) {
    return Duration.between(start, end).toMillis() / 1000.0;
  }
}
