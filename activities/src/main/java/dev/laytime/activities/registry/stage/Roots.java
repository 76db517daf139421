package dev.laytime.activities.registry.stage;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Removals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What keeps manifests in a repository, seen from one claim: everything but its own tag and its own
 * hold.
 */
final class Roots {

  private final Removals.Claim claim;
  private final RepositoryMap map;
  private final Map<Digest, String> keepers = new LinkedHashMap<>();

  private Roots(Removals.Claim claim, RepositoryMap map) {
    this.claim = claim;
    this.map = map;
  }

  /**
   * Everything that speaks against a claim.
   *
   * @param ledger digests that the ledger names
   * @param others claims that are not carried out before this one
   */
  static Roots against(
      Removals.Claim claim, RepositoryMap map, Set<Digest> ledger, List<Removals.Claim> others) {
    Roots roots = new Roots(claim, map);
    roots.addTags();
    ledger.forEach(digest -> roots.add(digest, "scans or other lives"));
    others.forEach(other -> roots.add(other.digest(), "the claim of " + other.image()));
    roots.addSubjects();
    return roots;
  }

  /** What the tags of other images alone keep. */
  static Roots ofImages(Removals.Claim claim, RepositoryMap map) {
    Roots roots = new Roots(claim, map);
    map.tags().forEach(roots::addImage);
    return roots;
  }

  /** Everything that must stay, each with what keeps it. */
  Map<Digest, String> reach() {
    Map<Digest, String> reached = new LinkedHashMap<>(keepers);
    List<Digest> queue = new ArrayList<>(keepers.keySet());
    for (int i = 0; i < queue.size(); i++) {
      String keeper = reached.get(queue.get(i));
      for (Digest next : map.next(queue.get(i))) {
        if (reached.putIfAbsent(next, String.valueOf(keeper)) == null) {
          queue.add(next);
        }
      }
    }
    return reached;
  }

  private void addTags() {
    Set<Tag> ofSubjects = new HashSet<>();
    map.nodes().keySet().forEach(subject -> ofSubjects.addAll(SubjectTags.of(subject)));
    map.gone().keySet().forEach(subject -> ofSubjects.addAll(SubjectTags.of(subject)));
    map.tags()
        .forEach((tag, digest) -> {
          if (!SubjectTags.is(tag)) {
            addTag(tag, digest);
          } else if (!ofSubjects.contains(tag)) {
            addOrphan(tag, digest);
          }
        });
  }

  private void addImage(Tag tag, Digest digest) {
    if (!ReservedTags.isReserved(tag)) {
      addTag(tag, digest);
    }
  }

  private void addTag(Tag tag, Digest digest) {
    boolean own = tag.equals(tagOf(claim.image())) || tag.equals(ReservedTags.hold(digest));
    if (!own || !digest.equals(claim.digest())) {
      add(digest, "tag " + tag);
    }
  }

  /** Nobody knows whose list that is: it keeps what it lists, but not the claim's own image. */
  private void addOrphan(Tag tag, Digest digest) {
    Node node = map.nodes().get(digest);
    if (node == null || !SubjectTags.isList(tag)) {
      add(digest, "tag " + tag);
      return;
    }
    node.children().stream()
        .filter(listed -> !listed.equals(claim.digest()))
        .forEach(listed -> add(listed, "tag " + tag));
  }

  /** What is there and has referrers may be somebody's: it keeps them. */
  private void addSubjects() {
    Set<Digest> closure = map.reach(List.of(claim.digest()));
    for (Node node : map.nodes().values()) {
      Digest subject = node.subject();
      if (subject != null && !closure.contains(subject)) {
        add(subject, "its subject " + subject);
      }
    }
  }

  private void add(Digest digest, String keeper) {
    if (map.knows(digest)) {
      keepers.putIfAbsent(digest, keeper);
    }
  }

  /** The tag that an image is called by; null for one by digest. */
  static @Nullable Tag tagOf(Reference image) {
    return image instanceof Reference.Tagged tagged ? tagged.tag() : null;
  }
}
