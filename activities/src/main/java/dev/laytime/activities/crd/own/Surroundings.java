package dev.laytime.activities.crd.own;

import dev.laytime.mirror.RepositoryPrefix;
import java.util.ArrayList;
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
 */
public record Surroundings(
    Tenancy tenancy,
    Map<String, RepositoryPrefix> configured,
    Set<String> sources,
    Set<String> otherSources,
    Map<String, String> scans) {

  public Surroundings {
    configured = Map.copyOf(configured);
    sources = Set.copyOf(sources);
    otherSources = Set.copyOf(otherSources);
    scans = Map.copyOf(scans);
  }

  /** The prefixes of all stages, with those that objects make. */
  List<RepositoryPrefix> prefixes(List<ManagedStage> made) {
    List<RepositoryPrefix> all = new ArrayList<>(configured.values());
    made.forEach(stage -> all.add(stage.prefix()));
    return all;
  }
}
