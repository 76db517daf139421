package dev.laytime.activities.crd.own;

import dev.laytime.mirror.RepositoryPrefix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What objects are judged by.
 *
 * @param configured the prefixes of the stages that the worker's configuration has, by name
 * @param sources the sources of use that there are
 * @param otherSources those that no object made: configuration has them, or lost them
 * @param scans what the last scan of each source lacks; empty for nothing
 * @param paths what paths of promotions are judged by
 * @param builds what build rules are judged by
 */
public record Surroundings(
    Tenancy tenancy,
    Map<String, RepositoryPrefix> configured,
    Set<String> sources,
    Set<String> otherSources,
    Map<String, String> scans,
    PathGround paths,
    BuildGround builds) {

  /** Where nothing is built. */
  public Surroundings(
      Tenancy tenancy,
      Map<String, RepositoryPrefix> configured,
      Set<String> sources,
      Set<String> otherSources,
      Map<String, String> scans,
      PathGround paths) {
    this(tenancy, configured, sources, otherSources, scans, paths, BuildGround.NONE);
  }

  public Surroundings {
    configured = Map.copyOf(configured);
    sources = Set.copyOf(sources);
    otherSources = Set.copyOf(otherSources);
    scans = Map.copyOf(scans);
  }

  /** The prefixes of all stages, with those that objects make. */
  List<RepositoryPrefix> prefixes(List<ManagedStage> made) {
    return List.copyOf(stages(made).values());
  }

  /** All stages by name, with those that objects make. */
  Map<String, RepositoryPrefix> stages(List<ManagedStage> made) {
    Map<String, RepositoryPrefix> all = new LinkedHashMap<>(configured);
    made.forEach(stage -> all.put(stage.name(), stage.prefix()));
    return all;
  }
}
