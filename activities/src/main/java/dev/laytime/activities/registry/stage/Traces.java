package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.image.Digest;
import dev.laytime.ledger.Closures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What manifests led to that a removal took before it was done: by their own bytes, which the
 * ledger keeps for a while, and by the closures that were written down before.
 */
final class Traces {

  private final Kept kept;
  private final Set<Digest> leaving;
  private final Map<Digest, Set<Digest>> children = new HashMap<>();
  private final Map<Digest, Set<Digest>> referrers = new HashMap<>();

  /**
   * @param leaving the images whose closures count
   */
  Traces(Kept kept, Set<Digest> leaving) {
    this.kept = kept;
    this.leaving = leaving;
  }

  /** A manifest as it was, as far as that is known; empty where it never belonged to any image. */
  Optional<Node> find(Digest digest) throws RegistryException {
    Optional<Manifest> manifest = kept.manifest(digest);
    if (manifest.isEmpty() && !isRecorded(digest)) {
      return Optional.empty();
    }
    Node node = manifest.isPresent() ? Node.of(manifest.get()) : Node.bare(digest);
    Set<Digest> all = new LinkedHashSet<>(node.children());
    all.addAll(children(digest));
    return Optional.of(node.leadingTo(new ArrayList<>(all)));
  }

  /** As {@link Kept#standIn}, whether the image is leaving or not. */
  Optional<Node> standIn(Digest digest) {
    return kept.standIn(digest);
  }

  /** What referred to it, and to what it was made of, when that was written down. */
  Set<Digest> referrers(Digest digest) {
    return referrers.computeIfAbsent(digest, root -> members(root, Closures.Kind.REFERRER));
  }

  private Set<Digest> children(Digest digest) {
    return children.computeIfAbsent(digest, root -> members(root, Closures.Kind.CHILD));
  }

  private Set<Digest> members(Digest digest, Closures.Kind kind) {
    return leaving.contains(digest) ? kept.members(digest, kind) : Set.of();
  }

  private boolean isRecorded(Digest digest) {
    return !children(digest).isEmpty()
        || !referrers(digest).isEmpty()
        || leaving.stream()
            .anyMatch(root -> children(root).contains(digest) || referrers(root).contains(digest));
  }
}
