package dev.laytime.activities.registry.stage;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What manifests say, which their digests fix for ever. That one is in here does not say that its
 * repository still has it.
 */
public final class ManifestCache {

  private static final int MOST = 20_000;

  private record Key(Repository repository, Digest digest) {}

  private final LinkedHashMap<Key, Node> nodes = new LinkedHashMap<>(16, 0.75f, true);

  synchronized Optional<Node> find(Repository repository, Digest digest) {
    return Optional.ofNullable(nodes.get(new Key(repository, digest)));
  }

  synchronized void put(Repository repository, Node node) {
    nodes.put(new Key(repository, node.digest()), node);
    if (nodes.size() > MOST) {
      Map.Entry<Key, Node> eldest = nodes.firstEntry();
      nodes.remove(eldest.getKey());
    }
  }
}
