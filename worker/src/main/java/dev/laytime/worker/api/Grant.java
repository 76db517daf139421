package dev.laytime.worker.api;

import dev.laytime.worker.configuration.PromotionAccessProperties.Action;
import java.util.Collection;
import java.util.Set;

/**
 * What somebody may ask for.
 *
 * @param paths on which; of builds, the names of rules
 * @param actions what; of builds, nothing is told apart
 */
record Grant(Set<String> paths, Set<Action> actions) {

  Grant {
    paths = Set.copyOf(paths);
    actions = Set.copyOf(actions);
  }

  static Grant of(Collection<String> paths, Set<Action> actions) {
    return new Grant(Set.copyOf(paths), actions);
  }

  boolean isFor(String path) {
    return paths.contains(path);
  }
}
