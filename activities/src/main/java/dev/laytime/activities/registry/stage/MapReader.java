package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activities.registry.copy.Parallel;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Reads one map of a repository, with GET and HEAD alone. What the registry cannot tell now ends
 * it: there is no map with a hole that nobody sees.
 */
final class MapReader {

  private static final int AT_A_TIME = 16;
  private static final int MOST_MANIFESTS = 100_000;

  private final Repository repository;
  private final RemoteRepository store;
  private final ManifestCache cache;
  private final Runnable pulse;

  private final ConcurrentSkipListMap<Tag, Digest> tags = new ConcurrentSkipListMap<>();
  private final Map<Digest, Node> nodes = new ConcurrentHashMap<>();
  private final Map<Digest, Node> gone = new HashMap<>();
  private final Map<Digest, Set<Digest>> referrers = new ConcurrentHashMap<>();
  private final List<String> unreadable = new CopyOnWriteArrayList<>();
  private final Set<Digest> seen = new HashSet<>();
  private Set<Tag> listed = Set.of();
  private boolean fresh;

  /**
   * @param store reads the repository
   * @param pulse is told of every step
   */
  MapReader(Repository repository, RemoteRepository store, ManifestCache cache, Runnable pulse) {
    this.repository = repository;
    this.store = store;
    this.cache = cache;
    this.pulse = pulse;
  }

  /** Where a walk goes from a manifest. */
  private enum Edges {
    /** To its children. */
    FAMILY,
    /** To its children and referrers. */
    CLOSURE,
    /** To those and to its subject. */
    EVERYTHING
  }

  /**
   * The whole repository, as far as its tags and these digests lead.
   *
   * @param roots digests that must stay: what is wrong with one makes the map incomplete, whatever
   *     it is
   * @param others digests in question
   * @param traces what those of both led to that are gone
   */
  RepositoryMap whole(Set<Digest> roots, Set<Digest> others, Traces traces)
      throws IOException, InterruptedException {
    readTags();
    readRoots(roots, traces);
    walk(tags.values(), Edges.EVERYTHING);
    walk(present(others), Edges.EVERYTHING);
    nodes.keySet().removeAll(gone.keySet());
    Set<Digest> sure = new HashSet<>();
    for (Set<Digest> away = away(others, sure); !away.isEmpty(); away = away(others, sure)) {
      walkGone(away, traces);
    }
    return map();
  }

  /**
   * What these lead to and the repository does not have; what is only listed, and was once seen,
   * may be gone.
   *
   * @param sure what was looked for already
   */
  private Set<Digest> away(Set<Digest> others, Set<Digest> sure)
      throws IOException, InterruptedException {
    RepositoryMap map = map();
    Set<Digest> asked = new HashSet<>(others);
    for (Digest digest : map.reach(others)) {
      asked.add(digest);
      asked.addAll(map.children(digest));
      asked.addAll(map.referrers().getOrDefault(digest, Set.of()));
    }
    asked.removeAll(sure);
    sure.addAll(asked);
    Set<Digest> away = new HashSet<>(asked);
    away.removeAll(present(asked));
    nodes.keySet().removeAll(away);
    return away;
  }

  /** Goes on from manifests that are not there to those that are. */
  private void walkGone(Set<Digest> from, Traces traces) throws IOException, InterruptedException {
    for (Digest digest : from) {
      Optional<Node> node = traces.find(digest);
      if (node.isPresent()) {
        gone.putIfAbsent(digest, node.get());
        referrers(digest).addAll(traces.referrers(digest));
        Set<Digest> next = new HashSet<>(node.get().children());
        next.addAll(readReferrers(digest));
        walk(present(next), Edges.EVERYTHING);
      }
    }
  }

  /**
   * The tags, and what they and these digests lead to by children alone.
   *
   * @param roots digests that must stay
   * @param other a digest in question
   * @param traces what those of the roots led to that are gone
   */
  RepositoryMap families(Set<Digest> roots, Digest other, Traces traces)
      throws IOException, InterruptedException {
    readTags();
    List<Digest> images =
        tags.entrySet().stream()
            .filter(entry -> !SubjectTags.is(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    walk(images, Edges.FAMILY);
    Set<Digest> there = present(roots);
    walk(there, Edges.FAMILY);
    for (Digest root : roots) {
      if (!there.contains(root)) {
        readAbsent(root, Edges.FAMILY, traces);
      }
    }
    walk(present(Set.of(other)), Edges.FAMILY);
    nodes.keySet().removeAll(gone.keySet());
    return map();
  }

  /** The closure of one manifest; what the repository does not have now is not in it. */
  RepositoryMap closure(Digest root) throws IOException, InterruptedException {
    fresh = true;
    listed = Set.copyOf(store.findTags().orElse(List.of()));
    walk(present(Set.of(root)), Edges.CLOSURE);
    return map();
  }

  private RepositoryMap map() {
    return new RepositoryMap(tags, nodes, gone, referrers, List.copyOf(unreadable));
  }

  private void readTags() throws IOException, InterruptedException {
    listed = Set.copyOf(store.findTags().orElse(List.of()));
    Parallel.forEach(listed, AT_A_TIME, this::readTag);
  }

  private Digest readTag(Tag tag) throws IOException {
    Digest known = tags.get(tag);
    if (known != null) {
      return known;
    }
    Descriptor found = store.find(tag).orElseThrow(() -> contradiction(tag));
    pulse.run();
    tags.put(tag, found.digest());
    if (MediaTypes.isSchema1(found.mediaType())) {
      nodes.put(found.digest(), Node.leaf(found));
    }
    return found.digest();
  }

  private void readRoots(Set<Digest> roots, Traces traces)
      throws IOException, InterruptedException {
    for (Digest root : roots) {
      try {
        if (present(Set.of(root)).isEmpty()) {
          readAbsent(root, Edges.EVERYTHING, traces);
        } else {
          walk(Set.of(root), Edges.EVERYTHING);
        }
      } catch (RegistryException e) {
        if (e.type() == FailureType.THROTTLED) {
          throw e;
        }
        unreadable.add("%s, which must stay, cannot be read: %s".formatted(root, e.getMessage()));
      }
    }
  }

  /** Only what was written down tells what one that is not there needs. */
  private void readAbsent(Digest root, Edges edges, Traces traces)
      throws IOException, InterruptedException {
    Optional<Node> node = traces.standIn(root);
    if (node.isEmpty()) {
      unreadable.add(
          ("%s, which must stay, is not there, and nobody wrote down what it is made of: push it"
                  + " again, or take it out of whatever names it")
              .formatted(root));
      return;
    }
    gone.put(root, node.get());
    Set<Digest> next = new HashSet<>(node.get().children());
    if (edges == Edges.EVERYTHING) {
      next.addAll(readReferrers(root));
    }
    walk(present(next), edges);
  }

  /** Those that the registry says it has; a tag that names one says so as well. */
  private Set<Digest> present(Set<Digest> digests) throws IOException, InterruptedException {
    Set<Digest> tagged = Set.copyOf(tags.values());
    Set<Digest> present = new ConcurrentSkipListSet<>();
    Parallel.forEach(
        digests,
        AT_A_TIME,
        digest -> {
          if (tagged.contains(digest) || store.find(digest).isPresent()) {
            present.add(digest);
          }
          pulse.run();
        });
    return present;
  }

  private void walk(Collection<Digest> from, Edges edges) throws IOException, InterruptedException {
    Set<Digest> level = new HashSet<>(from);
    level.removeIf(digest -> !seen.add(digest));
    while (!level.isEmpty()) {
      if (seen.size() > MOST_MANIFESTS) {
        throw new RegistryException(
            FailureType.UNSUPPORTED,
            "map " + repository,
            "there are more than 100,000 manifests",
            "split the repository, or delete from it by hand");
      }
      Set<Digest> next = new ConcurrentSkipListSet<>();
      Parallel.forEach(level, AT_A_TIME, digest -> visit(digest, edges, next));
      level = new HashSet<>(next);
      level.removeIf(digest -> !seen.add(digest));
    }
  }

  private void visit(Digest digest, Edges edges, Set<Digest> next) throws IOException {
    pulse.run();
    try {
      Optional<Node> node = load(digest);
      if (node.isPresent()) {
        nodes.put(digest, node.get());
        next.addAll(node.get().children());
        if (edges != Edges.FAMILY) {
          next.addAll(readReferrers(digest));
        }
        if (edges == Edges.EVERYTHING) {
          next.addAll(readSubject(node.get()));
        }
      }
    } catch (RegistryException e) {
      if (!isAboutContent(e.type())) {
        throw e;
      }
      unreadable.add(e.getMessage());
    }
  }

  /** What a person has to look at; trying again cannot help. */
  private static boolean isAboutContent(FailureType type) {
    return switch (type) {
      case UNSUPPORTED, CONTENT_MISMATCH, REFUSED -> true;
      case UNAUTHORIZED,
          DENIED,
          NOT_FOUND,
          FORBIDDEN_ADDRESS,
          FORBIDDEN_IMAGE,
          UNAVAILABLE,
          THROTTLED,
          TIMED_OUT ->
          false;
    };
  }

  private Optional<Node> load(Digest digest) throws IOException {
    Node leaf = nodes.get(digest);
    Optional<Node> known =
        leaf != null || fresh ? Optional.ofNullable(leaf) : cache.find(repository, digest);
    if (known.isPresent()) {
      return known;
    }
    Optional<Manifest> manifest = content(digest);
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    Node node = Node.of(manifest.get());
    cache.put(repository, node);
    return Optional.of(node);
  }

  /**
   * What a digest stands for; some registries find by tag what they do not by digest.
   *
   * @return empty where nothing says that it is there
   * @throws RegistryException if something does, and its content is not to be had
   */
  private Optional<Manifest> content(Digest digest) throws IOException {
    Optional<Manifest> found = store.get(digest);
    if (found.isPresent()) {
      return found;
    }
    List<Tag> names = tagsOf(digest);
    for (Tag tag : names) {
      found = store.get(tag).filter(manifest -> manifest.digest().equals(digest));
      if (found.isPresent()) {
        return found;
      }
    }
    if (!names.isEmpty() || store.find(digest).isPresent()) {
      throw hole(digest, names);
    }
    return Optional.empty();
  }

  private List<Tag> tagsOf(Digest digest) {
    return tags.entrySet().stream()
        .filter(entry -> entry.getValue().equals(digest))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** By the API, by the fallback tag, and by the tags of older tools. */
  private Set<Digest> readReferrers(Digest subject) throws IOException {
    Set<Digest> found = referrers(subject);
    store.referrers(subject).forEach(referrer -> found.add(referrer.digest()));
    for (Tag tag : SubjectTags.of(subject)) {
      if (listed.contains(tag)) {
        Digest named = readTag(tag);
        if (SubjectTags.isList(tag)) {
          load(named).ifPresent(list -> found.addAll(list.children()));
        } else {
          found.add(named);
        }
      }
    }
    found.remove(subject);
    return found;
  }

  private Set<Digest> referrers(Digest subject) {
    return referrers.computeIfAbsent(subject, _ -> ConcurrentHashMap.newKeySet());
  }

  /** A subject that is there keeps what refers to it, whether or not it knows of that. */
  private Set<Digest> readSubject(Node node) throws IOException {
    Digest subject = node.subject();
    if (subject == null) {
      return Set.of();
    }
    referrers(subject).add(node.digest());
    return nodes.containsKey(subject) || store.find(subject).isPresent()
        ? Set.of(subject)
        : Set.of();
  }

  private RegistryException hole(Digest digest, List<Tag> names) {
    String who =
        names.isEmpty()
            ? "the registry says that it is there"
            : "tag %s names it".formatted(names.getFirst());
    return new RegistryException(
        FailureType.UNSUPPORTED,
        "pull manifest " + repository + "@" + digest,
        who + ", and answers 404 for it",
        "nothing is removed in its repository until it can be read; push that image again");
  }

  private RegistryException contradiction(Tag tag) {
    return new RegistryException(
        FailureType.UNAVAILABLE,
        "look up manifest " + repository + ":" + tag,
        "the registry lists that tag and says that it is not there",
        "nothing is removed until it knows; delete the tag by hand if it is broken");
  }
}
