package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.LearnResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Closures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down what an image is made of. */
public final class Members {

  private final RegistryClient registries;
  private final Closures closures;
  private final ManifestCache cache;

  public Members(RegistryClient registries, Closures closures, ManifestCache cache) {
    this.registries = registries;
    this.closures = closures;
    this.cache = cache;
  }

  /**
   * Walks a closure and records it.
   *
   * @param pulse is told of every step
   * @throws RegistryException of type {@code NOT_FOUND} where a child is missing: then nothing is
   *     recorded
   */
  public LearnResult learn(Repository repository, Digest root, Runnable pulse)
      throws IOException, InterruptedException {
    RepositoryMap map =
        new MapReader(repository, registries.source(repository), cache, pulse).closure(root);
    if (!map.unreadable().isEmpty()) {
      throw new RegistryException(
          FailureType.UNSUPPORTED,
          "walk the closure of %s@%s".formatted(repository, root),
          map.unreadable().getFirst(),
          "push that image again with a current tool");
    }
    if (!map.has(root)) {
      return new LearnResult(false, 0, 0);
    }
    Set<Digest> absent = map.absent(root);
    if (!absent.isEmpty()) {
      // Written down in part, it would prove that nothing needs the rest.
      throw new RegistryException(
          FailureType.NOT_FOUND,
          "walk the closure of %s@%s".formatted(repository, root),
          "the registry does not have %s, which it lists".formatted(absent.iterator().next()),
          "copy it anew from its origin; until all of it is there it is kept");
    }
    List<Closures.Member> members = of(root, map);
    closures.record(repository, root, members);
    long bytes = members.stream().mapToLong(Closures.Member::bytes).sum();
    return new LearnResult(true, members.size(), bytes);
  }

  /** What belongs to a manifest. */
  static List<Closures.Member> of(Digest root, RepositoryMap map) {
    Map<Digest, Closures.Member> members = new LinkedHashMap<>();
    Set<Digest> family = map.family(List.of(root));
    for (Digest digest : map.reach(List.of(root))) {
      Node node = map.nodes().get(digest);
      if (node != null) {
        add(members, digest, kind(digest, root, family), node.bytes());
        node.blobs()
            .forEach(blob ->
                add(
                    members,
                    blob.digest(),
                    blob.equals(node.config()) ? Closures.Kind.CONFIG : Closures.Kind.LAYER,
                    blob.size()));
      }
    }
    return new ArrayList<>(members.values());
  }

  private static Closures.Kind kind(Digest digest, Digest root, Set<Digest> family) {
    if (digest.equals(root)) {
      return Closures.Kind.ROOT;
    }
    return family.contains(digest) ? Closures.Kind.CHILD : Closures.Kind.REFERRER;
  }

  private static void add(
      Map<Digest, Closures.Member> members, Digest digest, Closures.Kind kind, long bytes) {
    members.putIfAbsent(digest, new Closures.Member(digest, kind, bytes));
  }
}
