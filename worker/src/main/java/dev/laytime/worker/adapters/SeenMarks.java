package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.imageoperator.ObjectMarks;
import dev.laytime.activities.job.PodMarks;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What image-operator's objects are marked with, as this worker saw them last. */
final class SeenMarks {

  private final AtomicReference<@Nullable Map<String, ObjectMarks>> seen = new AtomicReference<>();

  /** Those of all objects, by their mirrors. */
  void see(Map<String, ObjectMarks> marks) {
    seen.set(Map.copyOf(marks));
  }

  /** Those for the Pods of a mirror; empty until the objects were looked at. */
  Optional<PodMarks> of(String mirror) {
    Map<String, ObjectMarks> all = seen.get();
    if (all == null) {
      return Optional.empty();
    }
    ObjectMarks marks = all.get(mirror);
    return Optional.of(
        marks == null ? PodMarks.NONE : new PodMarks(marks.labels(), marks.annotations()));
  }
}
