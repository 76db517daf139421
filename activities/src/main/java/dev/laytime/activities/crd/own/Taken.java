package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.ObjectHeader;
import java.util.List;
import java.util.Set;

/**
 * What all objects of a cluster come to.
 *
 * @param cluster what tells it from others
 * @param held objects of which nobody knows what they say: what was taken of them stays
 */
public record Taken(
    String cluster,
    List<ManagedStage> stages,
    List<KeptRules> policies,
    List<PinnedImage> pins,
    List<ObservedSource> sources,
    List<OfferedPath> paths,
    List<OfferedRule> rules,
    Set<Held> held) {

  /** Without build rules. */
  public Taken(
      String cluster,
      List<ManagedStage> stages,
      List<KeptRules> policies,
      List<PinnedImage> pins,
      List<ObservedSource> sources,
      List<OfferedPath> paths,
      Set<Held> held) {
    this(cluster, stages, policies, pins, sources, paths, List.of(), held);
  }

  /** An object by kind and key. */
  public record Held(String kind, String key) {
    static Held of(ObjectHeader header) {
      return new Held(header.kind().kind(), header.key());
    }
  }

  public Taken {
    stages = List.copyOf(stages);
    policies = List.copyOf(policies);
    pins = List.copyOf(pins);
    sources = List.copyOf(sources);
    paths = List.copyOf(paths);
    rules = List.copyOf(rules);
    held = Set.copyOf(held);
  }
}
