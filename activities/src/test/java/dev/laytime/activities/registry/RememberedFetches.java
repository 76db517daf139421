package dev.laytime.activities.registry;

import dev.laytime.ledger.FetchedManifests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Manifests that copies could not use yet, in a map. */
final class RememberedFetches implements FetchedManifests {

  final Map<Errand, List<Fetched>> kept = new ConcurrentHashMap<>();

  @Override
  public List<Fetched> find(Errand errand) {
    return kept.getOrDefault(errand, List.of());
  }

  @Override
  public void keep(Errand errand, Collection<Fetched> manifests) {
    List<Fetched> all = new ArrayList<>(find(errand));
    all.addAll(manifests);
    kept.put(errand, all);
  }

  @Override
  public void forget(Errand errand) {
    kept.remove(errand);
  }
}
