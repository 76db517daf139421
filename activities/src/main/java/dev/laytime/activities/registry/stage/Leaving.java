package dev.laytime.activities.registry.stage;

import dev.laytime.activity.SurveyResult.DeleteManifest;
import dev.laytime.activity.SurveyResult.Step;
import dev.laytime.activity.SurveyResult.Unlist;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What leaves with one manifest.
 *
 * @param root the manifest itself, which may be gone already
 * @param images it, its children and their referrers, in the order in which they go
 * @param lists fallback indexes of those, which go last
 */
record Leaving(Digest root, RepositoryMap map, List<Digest> images, List<Digest> lists) {

  private static final int MOST_NAMED = 5;

  /**
   * What leaves.
   *
   * @param kept what must stay
   */
  static Leaving of(Digest root, RepositoryMap map, Set<Digest> kept) {
    Set<Digest> images = new LinkedHashSet<>(map.family(List.of(root)));
    images.addAll(map.reach(List.of(root)));
    images.removeAll(kept);
    return new Leaving(
        root,
        map,
        subjectsFirst(root, images, map).stream().filter(map::has).toList(),
        lists(images, map, kept));
  }

  /** A referrer goes after what it refers to; else in the order in which they were reached. */
  private static Set<Digest> subjectsFirst(Digest root, Set<Digest> images, RepositoryMap map) {
    Set<Digest> ordered = new LinkedHashSet<>();
    Set<Digest> begun = new HashSet<>();
    begin(root, Set.of(), map, begun, ordered);
    images.forEach(image -> begin(image, images, map, begun, ordered));
    ordered.retainAll(images);
    return ordered;
  }

  private static void begin(
      Digest image,
      Set<Digest> subjects,
      RepositoryMap map,
      Set<Digest> begun,
      Set<Digest> ordered) {
    if (begun.add(image)) {
      Node node = map.node(image);
      if (node != null && node.subject() != null && subjects.contains(node.subject())) {
        begin(node.subject(), subjects, map, begun, ordered);
      }
      map.tagsOf(image).stream()
          .flatMap(tag -> SubjectTags.subject(tag).stream())
          .filter(subjects::contains)
          .forEach(subject -> begin(subject, subjects, map, begun, ordered));
      ordered.add(image);
    }
  }

  /** Every manifest that leaves. */
  List<Digest> manifests() {
    List<Digest> manifests = new ArrayList<>(images);
    manifests.addAll(lists);
    return manifests;
  }

  /** One DELETE for each, and the entry that names the root where its subject is gone. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    manifests().forEach(digest -> steps.add(new DeleteManifest(digest, map.tagsOf(digest))));
    Node node = map.node(root);
    Digest subject = node == null ? null : node.subject();
    if (subject != null && isListed(subject)) {
      steps.add(new Unlist(subject, root));
    }
    return steps;
  }

  /** What the registry may free: what leaves, and the blobs that nothing else there names. */
  long bytes() {
    Set<Digest> gone = Set.copyOf(manifests());
    Set<Digest> needed = new HashSet<>();
    Map<Digest, Long> freed = new HashMap<>();
    for (Node node : map.nodes().values()) {
      if (gone.contains(node.digest())) {
        freed.put(node.digest(), node.bytes());
        node.blobs().forEach(blob -> freed.put(blob.digest(), blob.size()));
      } else {
        needed.addAll(node.blobs().stream().map(Descriptor::digest).toList());
      }
    }
    freed.keySet().removeAll(needed);
    return freed.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What stays though it belongs to what leaves; empty where nothing does. */
  String note(Map<Digest, String> kept) {
    List<String> stays =
        map.reach(List.of(root)).stream()
            .filter(kept::containsKey)
            .filter(map::has)
            .map(digest -> "%s stays: kept by %s".formatted(digest.abbreviated(), kept.get(digest)))
            .toList();
    return stays.size() <= MOST_NAMED
        ? String.join("; ", stays)
        : String.join("; ", stays.subList(0, MOST_NAMED))
            + "; and %d more".formatted(stays.size() - MOST_NAMED);
  }

  private boolean isListed(Digest subject) {
    Digest list = map.tags().get(ReservedTags.fallback(subject));
    Node node = list == null ? null : map.nodes().get(list);
    return node != null && !map.has(subject) && node.children().contains(root);
  }

  /** A list goes with its subject, unless it is something else as well. */
  private static List<Digest> lists(
      Collection<Digest> subjects, RepositoryMap map, Set<Digest> kept) {
    Set<Tag> tags = new HashSet<>();
    subjects.forEach(subject -> tags.add(ReservedTags.fallback(subject)));
    return tags.stream()
        .sorted()
        .filter(map.tags()::containsKey)
        .map(tag -> map.tags().get(tag))
        .distinct()
        .filter(list -> list != null && !kept.contains(list) && !subjects.contains(list))
        .filter(list -> tags.containsAll(map.tagsOf(list)))
        .toList();
  }
}
