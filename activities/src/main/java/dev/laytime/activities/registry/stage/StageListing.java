package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Placeholder;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.copy.Parallel;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.InventoryRequest;
import dev.laytime.activity.InventoryResult;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Inventory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Lists what a stage's registry holds; it only looks. */
public final class StageListing {

  private static final int AT_A_TIME = 8;
  private static final int MOST_NAMED = 10;

  private final RegistryClient registries;
  private final Inventory inventory;

  public StageListing(RegistryClient registries, Inventory inventory) {
    this.registries = registries;
    this.inventory = inventory;
  }

  /**
   * Lists every repository that the registry or the ledger knows, but for owner records and what
   * another stage within this one has. One that cannot be listed is unknown, and is not reported to
   * the ledger.
   *
   * @param pulse is told of every step
   */
  public InventoryResult run(InventoryRequest request, Runnable pulse)
      throws IOException, InterruptedException {
    List<String> gaps = new ArrayList<>();
    int listed = 0;
    int tags = 0;
    for (Repository repository : repositories(request, gaps, pulse)) {
      try {
        Found found = list(request.stage(), repository, pulse);
        inventory.found(
            request.stage(), request.startedAt(), repository, found.tags(), found.held());
        listed++;
        tags += found.tags().size();
      } catch (RegistryException e) {
        gaps.add(gap(repository.toString(), e));
      }
    }
    return new InventoryResult(
        listed, tags, gaps.subList(0, Math.min(gaps.size(), MOST_NAMED)), gaps.size());
  }

  private Set<Repository> repositories(InventoryRequest request, List<String> gaps, Runnable pulse)
      throws RegistryException {
    Set<Repository> repositories = new TreeSet<>(inventory.known(request.stage()));
    try {
      registries
          .catalog(request.prefix().registry())
          .list(pulse)
          .ifPresent(all -> repositories.addAll(inStage(request, all)));
    } catch (RegistryException e) {
      gaps.add(gap("the catalog of " + request.prefix().registry(), e));
    }
    repositories.removeIf(Owners::isRecord);
    return repositories;
  }

  private List<Repository> inStage(InventoryRequest request, List<Repository> all) {
    return inventory.within(
        request.stage(), all.stream().filter(request.prefix()::contains).toList());
  }

  private Found list(String stage, Repository repository, Runnable pulse)
      throws IOException, InterruptedException {
    RemoteRepository source = registries.source(repository);
    Found found = new Found(new ConcurrentSkipListMap<>(), ConcurrentHashMap.newKeySet());
    List<Tag> asked =
        source.findTags().orElse(List.of()).stream()
            .filter(tag -> ReservedTags.isHold(tag) || !ReservedTags.isReserved(tag))
            .toList();
    Parallel.forEach(
        asked,
        AT_A_TIME,
        tag -> {
          Optional<Descriptor> named = source.find(tag);
          if (named.isPresent()) {
            found.add(tag, named.get(), source);
          }
          pulse.run();
        });
    Set<Digest> tagged = Set.copyOf(found.tags().values());
    Parallel.forEach(
        inventory.unlisted(stage, repository),
        AT_A_TIME,
        digest -> {
          if (tagged.contains(digest) || source.find(digest).isPresent()) {
            found.held().add(digest);
          }
          pulse.run();
        });
    pulse.run();
    return found;
  }

  /** What a repository holds: the tags of images, and what is kept without one. */
  private record Found(Map<Tag, Digest> tags, Set<Digest> held) {

    void add(Tag tag, Descriptor named, RemoteRepository source) throws IOException {
      if (tag.equals(ReservedTags.hold(named.digest()))) {
        held.add(named.digest());
      } else if (!ReservedTags.isReserved(tag) && !Placeholder.isAt(source, named)) {
        tags.put(tag, named.digest());
      }
    }
  }

  /** Patience that the registry asks for is not a gap: the whole listing waits. */
  private static String gap(String what, RegistryException e) throws RegistryException {
    if (e.type() == FailureType.THROTTLED) {
      throw e;
    }
    return what + ": " + e.said();
  }
}
