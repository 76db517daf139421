package dev.laytime.worker.api;

import dev.laytime.lifecycle.Why;
import dev.laytime.view.WhyView;
import dev.laytime.worker.health.QueueTrouble;
import dev.laytime.workflow.TaskQueues;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The task queues that images need to go on, and what is wrong with them. */
final class LifeQueues {

  private static final List<String> BROUGHT =
      List.of(TaskQueues.LAYTIME, TaskQueues.REGISTRY, TaskQueues.COPY);

  /** What comes from nowhere is built, or waits for nothing here: Git is asked before. */
  private static final List<String> BUILT =
      List.of(
          TaskQueues.LAYTIME,
          TaskQueues.REGISTRY,
          TaskQueues.COPY,
          TaskQueues.SOURCE,
          TaskQueues.BUILD);

  private final QueueTrouble queues;

  LifeQueues(QueueTrouble queues) {
    this.queues = queues;
  }

  /** The same, with what keeps each of its lives from going on. */
  WhyView examine(WhyView view) {
    Set<String> needed = new LinkedHashSet<>();
    view.lives().forEach(life -> needed.addAll(neededBy(life.why())));
    Map<String, String> trouble = needed.isEmpty() ? Map.of() : queues.on(needed);
    return new WhyView(
        view.image(),
        view.lives().stream().map(life -> life.inTrouble(of(life.why(), trouble))).toList());
  }

  private static List<String> of(@Nullable Why why, Map<String, String> trouble) {
    return neededBy(why).stream().map(trouble::get).filter(Objects::nonNull).distinct().toList();
  }

  /** What is next for one that fails may be anything. */
  private static List<String> neededBy(@Nullable Why why) {
    if (why == null) {
      return List.of();
    }
    return switch (why.state()) {
      case "WANTED" -> why.source() == null ? BUILT : BROUGHT;
      case "ACQUIRING" -> BROUGHT;
      case "PRESENT" -> List.of(TaskQueues.LAYTIME, TaskQueues.REGISTRY);
      case "UNUSED", "QUARANTINED" ->
          List.of(TaskQueues.LAYTIME, TaskQueues.REGISTRY, TaskQueues.CLUSTER);
      case "DELETED" -> List.of(TaskQueues.LAYTIME);
      default -> TaskQueues.ALL;
    };
  }
}
