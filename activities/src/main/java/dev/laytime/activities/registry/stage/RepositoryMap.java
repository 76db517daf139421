package dev.laytime.activities.registry.stage;

import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A repository as its registry shows it: which tag names what, and which manifest leads to which.
 *
 * @param tags every tag, bookkeeping included
 * @param nodes every manifest that is there and was found
 * @param gone manifests that are not there, and what they led to: what a removal took before it was
 *     done, and what must stay
 * @param referrers from a subject to what refers to it, by whatever way that is known
 * @param unreadable what keeps the map from being complete, for people; nothing may be removed then
 */
record RepositoryMap(
    NavigableMap<Tag, Digest> tags,
    Map<Digest, Node> nodes,
    Map<Digest, Node> gone,
    Map<Digest, Set<Digest>> referrers,
    List<String> unreadable) {

  /** A map on which nothing is half gone. */
  RepositoryMap(
      NavigableMap<Tag, Digest> tags,
      Map<Digest, Node> nodes,
      Map<Digest, Set<Digest>> referrers,
      List<String> unreadable) {
    this(tags, nodes, Map.of(), referrers, unreadable);
  }

  /** The map as it is when some of it is gone. */
  RepositoryMap without(Collection<Tag> goneTags, Collection<Digest> goneManifests) {
    NavigableMap<Tag, Digest> restTags = new TreeMap<>(tags);
    restTags.keySet().removeAll(Set.copyOf(goneTags));
    restTags.values().removeAll(Set.copyOf(goneManifests));
    Map<Digest, Node> rest = new HashMap<>(nodes);
    rest.keySet().removeAll(Set.copyOf(goneManifests));
    return new RepositoryMap(restTags, rest, gone, referrers, unreadable);
  }

  /** Whether the repository has a manifest. */
  boolean has(Digest digest) {
    return nodes.containsKey(digest);
  }

  /** Whether it has it, or it is not there and was written down. */
  boolean knows(Digest digest) {
    return has(digest) || gone.containsKey(digest);
  }

  /** A manifest, be it there or gone; null where it is not known. */
  @Nullable Node node(Digest digest) {
    Node node = nodes.get(digest);
    return node == null ? gone.get(digest) : node;
  }

  /** Manifests that one leads to directly: its children, then its referrers. */
  List<Digest> next(Digest digest) {
    List<Digest> next = new ArrayList<>(children(digest));
    next.addAll(referrers.getOrDefault(digest, Set.of()));
    return next.stream().filter(this::knows).toList();
  }

  /**
   * Everything that is reached from these, they themselves first, by children and referrers; what
   * is gone leads on.
   */
  Set<Digest> reach(Collection<Digest> from) {
    Set<Digest> reached = new LinkedHashSet<>();
    List<Digest> queue = new ArrayList<>(from);
    for (int i = 0; i < queue.size(); i++) {
      if (knows(queue.get(i)) && reached.add(queue.get(i))) {
        queue.addAll(next(queue.get(i)));
      }
    }
    return reached;
  }

  /** As {@link #reach}, by children alone. */
  Set<Digest> family(Collection<Digest> from) {
    Set<Digest> reached = new LinkedHashSet<>();
    List<Digest> queue = new ArrayList<>(from);
    for (int i = 0; i < queue.size(); i++) {
      if (knows(queue.get(i)) && reached.add(queue.get(i))) {
        queue.addAll(children(queue.get(i)));
      }
    }
    return reached;
  }

  /** What a manifest, or any below it, lists and the repository does not have. */
  Set<Digest> absent(Digest root) {
    Set<Digest> absent = new LinkedHashSet<>();
    for (Digest digest : family(List.of(root))) {
      children(digest).stream().filter(child -> !has(child)).forEach(absent::add);
    }
    return absent;
  }

  /** The tags that name a manifest. */
  List<Tag> tagsOf(Digest digest) {
    return tags.entrySet().stream()
        .filter(entry -> entry.getValue().equals(digest))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What a manifest lists, be it there or not. */
  List<Digest> children(Digest digest) {
    Node node = node(digest);
    return node == null ? List.of() : node.children();
  }
}
