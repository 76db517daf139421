package dev.laytime.activities.job;

import java.util.Map;

/**
 * What somebody wants the Pod of a Job to have, as a mesh or a bill goes by it; what we mark it
 * with comes first.
 */
public record PodMarks(Map<String, String> labels, Map<String, String> annotations) {

  /** Nothing. */
  public static final PodMarks NONE = new PodMarks(Map.of(), Map.of());

  public PodMarks {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
