package dev.laytime.activities.crd.qebbeq;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many objects are how, in few words: anybody may have written a phase. */
final class Tally {

  private static final Set<String> PHASES =
      Set.of("Ready", "Reconciling", "ImagePullBackOff", "Retaining", "Unreferenced", "Deleting");
  private static final String OTHER = "Other";

  private Tally() {}

  static Map<String, Integer> phases(List<ImageObject> images) {
    Map<String, Integer> phases = new TreeMap<>();
    PHASES.forEach(phase -> phases.put(phase, 0));
    for (ImageObject image : images) {
      String phase = image.status().phase();
      phases.merge(phase != null && PHASES.contains(phase) ? phase : OTHER, 1, Integer::sum);
    }
    return phases;
  }

  static Map<String, Integer> reasons(MirrorPlan plan) {
    Map<String, Integer> reasons = new TreeMap<>();
    plan.verdicts()
        .values()
        .forEach(verdict -> reasons.merge(String.valueOf(verdict.reason()), 1, Integer::sum));
    return reasons;
  }
}
