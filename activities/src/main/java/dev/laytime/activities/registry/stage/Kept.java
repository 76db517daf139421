package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the ledger kept of one repository's manifests from before their deletion. A ledger that
 * cannot be asked throws: nobody knows then.
 */
final class Kept {

  private final Repository repository;
  private final Bodies bodies;
  private final Closures closures;

  Kept(Repository repository, Bodies bodies, Closures closures) {
    this.repository = repository;
    this.bodies = bodies;
    this.closures = closures;
  }

  /** A manifest whose deletion has begun; empty where none has. */
  Optional<Manifest> manifest(Digest digest) {
    return bodies
        .find(repository, digest)
        .map(body -> new Manifest(body.mediaType(), digest, body.bytes()));
  }

  /** The tags that went with it. */
  List<Tag> tags(Digest digest) {
    return bodies.find(repository, digest).map(Bodies.Body::tags).orElse(List.of());
  }

  /**
   * Stands for a manifest that is not there: it leads to every manifest that it was made of or that
   * referred to it. A digest without a closure of its own, like a config's, leads to the images
   * that have it.
   *
   * @return empty where nobody wrote that down
   */
  Optional<Node> standIn(Digest digest) {
    List<Closures.Member> own = closures.members(repository, digest);
    Set<Digest> next = own.isEmpty() ? holding(digest) : manifests(own);
    return own.isEmpty() && next.isEmpty()
        ? Optional.empty()
        : Optional.of(Node.bare(digest).leadingTo(List.copyOf(next)));
  }

  private Set<Digest> holding(Digest digest) {
    Set<Digest> holding = new LinkedHashSet<>();
    for (Digest root : closures.holding(repository, digest)) {
      holding.add(root);
      holding.addAll(manifests(closures.members(repository, root)));
    }
    holding.remove(digest);
    return holding;
  }

  private static Set<Digest> manifests(List<Closures.Member> members) {
    return members.stream()
        .filter(member ->
            switch (member.kind()) {
              case CHILD, REFERRER -> true;
              case ROOT, CONFIG, LAYER -> false;
            })
        .map(Closures.Member::digest)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What belongs to an image in one way, as it was last written down. */
  Set<Digest> members(Digest root, Closures.Kind kind) {
    return closures.members(repository, root).stream()
        .filter(member -> member.kind() == kind)
        .map(Closures.Member::digest)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
