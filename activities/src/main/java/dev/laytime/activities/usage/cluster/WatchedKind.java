package dev.laytime.activities.usage.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of object that names images.
 *
 * @param group empty for the core group
 * @param resource its plural, as in paths
 * @param paths where images are, besides Pod specs at any depth
 * @param demand when it must be there
 */
public record WatchedKind(String group, String resource, List<ImagePath> paths, Demand demand) {

  /** When it must be there. */
  public enum Demand {
    /** In every cluster. */
    ALWAYS,
    /** Where its group is: a person named it, and may have written it wrong. */
    NAMED,
    /** Where its project is. */
    PERHAPS
  }

  /** As {@code kubectl} takes it in between. */
  private static final Pattern VERSION = Pattern.compile("v[0-9]+((alpha|beta)[0-9]+)?\\..*");

  private static final Pattern NAME =
      Pattern.compile("([a-z][a-z0-9-]{0,62})\\.([a-z0-9][a-z0-9.-]{0,252})");

  public WatchedKind {
    paths = List.copyOf(paths);
  }

  /**
   * Kubernetes' own, all of them: what runs, what may run again, and what can be rolled back to.
   */
  static final List<WatchedKind> BUILT_IN =
      List.of(
          own("", "podtemplates"),
          own("", "replicationcontrollers"),
          own("apps", "deployments"),
          own("apps", "replicasets"),
          own("apps", "statefulsets"),
          own("apps", "daemonsets"),
          own("apps", "controllerrevisions"),
          own("batch", "cronjobs"),
          own("batch", "jobs"),
          own("", "pods"));

  /**
   * A kind by its name.
   *
   * @param text plural and group, as in {@code rollouts.argoproj.io}
   * @throws IllegalArgumentException if it is none
   */
  public static WatchedKind parse(String text, List<ImagePath> paths, Demand demand) {
    Matcher name = NAME.matcher(text);
    if (!name.matches() || VERSION.matcher(name.group(2)).matches()) {
      throw new IllegalArgumentException(
          "expected a kind by plural and group, as in rollouts.argoproj.io, not '" + text + "'");
    }
    return new WatchedKind(name.group(2), name.group(1), paths, demand);
  }

  private static WatchedKind own(String group, String resource) {
    return new WatchedKind(group, resource, List.of(), Demand.ALWAYS);
  }

  /** As people write it, as in {@code rollouts.argoproj.io}. */
  String text() {
    return group.isEmpty() ? resource : resource + "." + group;
  }

  /**
   * Whether a text is none of an image yet: what Tekton runs gets its parameters only then.
   *
   * @see <a href="https://tekton.dev/docs/pipelines/variables/">Tekton, variable substitutions</a>
   */
  boolean parameterises(String image) {
    return group.equals("tekton.dev") && image.contains("$(");
  }

  /** The built-in ones and others; one that is named again is looked through by both. */
  static List<WatchedKind> with(List<WatchedKind> others) {
    List<WatchedKind> all = new ArrayList<>(BUILT_IN);
    all.addAll(others);
    return List.copyOf(all);
  }
}
