package dev.laytime.worker.api;

import dev.laytime.worker.configuration.PromotionAccessProperties.Action;
import java.util.Collection;
import java.util.Set;

/**
 * What somebody may ask for.
 *
 * @param paths on which
 * @param actions what
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
