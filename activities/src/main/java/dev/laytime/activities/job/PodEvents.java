package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a cluster's events say of a Pod that has not begun. Pure: it asks nobody. */
final class PodEvents {

  private static final String NOT_MOUNTED = "FailedMount";

  /** It sums up after two minutes what it said before, and leaves the reason out. */
  private static final String SUMMARY = "Unable to attach or mount";

  /** As in {@code 2026-01-01T00:00:00}. */
  private static final int SECONDS = 19;

  private PodEvents() {}

  /** Whether they may say more of it than it does itself: a node has it, and no step has begun. */
  static boolean mayTell(JsonNode pod) {
    JsonNode status = pod.path("status");
    if (!status.path("phase").asText().equals("Pending")
        || pod.path("spec").path("nodeName").asText().isEmpty()) {
      return false;
    }
    for (String kind : List.of("initContainerStatuses", "containerStatuses")) {
      for (JsonNode step : status.path(kind)) {
        JsonNode state = step.path("state");
        if (state.has("running") || state.has("terminated")) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Why its volumes cannot be mounted, the best reason last; empty once they are: a node goes on to
   * something else then, and says so.
   */
  static List<String> unmounted(JsonNode events) {
    List<JsonNode> all = new ArrayList<>();
    events.forEach(all::add);
    // Times are of a second: of what was said at once something else is the later.
    all.sort(Comparator.comparing(PodEvents::time).thenComparing(event -> !isOf(event)));
    if (all.isEmpty() || !isOf(all.getLast())) {
      return List.of();
    }
    return all.stream()
        .filter(PodEvents::isOf)
        .map(event -> event.path("message").asText())
        .sorted(Comparator.comparing(said -> !said.startsWith(SUMMARY)))
        .toList();
  }

  private static boolean isOf(JsonNode event) {
    return event.path("reason").asText().equals(NOT_MOUNTED);
  }

  /** To the second, in a form that sorts as time does. */
  private static String time(JsonNode event) {
    String last = event.path("lastTimestamp").asText("");
    String time = last.isEmpty() ? event.path("eventTime").asText("") : last;
    return time.substring(0, Math.min(time.length(), SECONDS));
  }
}
