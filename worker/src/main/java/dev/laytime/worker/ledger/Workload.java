package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.image.Sha256;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An object that people change from one set of images to another, and back.
 *
 * @param id fit for a cell, of whatever names it
 * @param name for people
 * @param images every image of its present set, each once, by text
 */
record Workload(String id, String name, List<Reference> images) {

  private static final int DIGITS = 64;
  private static final int LONGEST_NAME = 1000;

  /** What other objects make, or what is made once: its images are those of its owner. */
  private static final Set<String> NO_WORKLOADS =
      Set.of("Pod", "ReplicaSet", "ControllerRevision", "Job");

  /** Where a Helm release was read: its present revision, which is not what it is. */
  private static final String RELEASE = "Release";

  Workload {
    images = List.copyOf(images);
  }

  /** Tells one set of images from another. */
  String set() {
    return Sha256.name(DIGITS, images.stream().map(Reference::text).toArray());
  }

  /** Those of a listing. */
  static List<Workload> of(List<NamedImage> listing) {
    return listing.stream()
        .filter(named -> isOfWorkload(named.usage()))
        .collect(
            Collectors.groupingBy(
                named -> id(named.usage()), LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(Workload::from)
        .toList();
  }

  private static boolean isOfWorkload(Usage usage) {
    return !NO_WORKLOADS.contains(usage.kind()) && !Usages.is(usage.reason(), Usages.ROLLBACK);
  }

  private static Workload from(List<NamedImage> named) {
    Usage usage = named.getFirst().usage();
    SortedMap<String, Reference> images = new TreeMap<>();
    named.forEach(image -> images.put(image.image().text(), image.image()));
    return new Workload(id(usage), name(usage), List.copyOf(images.values()));
  }

  /**
   * Of the kind in whatever version. In a tree of files the same object stands in several, a base
   * and what lies over it: each goes its own way.
   */
  private static String id(Usage usage) {
    String namespace = usage.namespace() == null ? "" : usage.namespace();
    String place = usage.kind().equals(RELEASE) ? "" : usage.place().replaceFirst("#\\d+$", "");
    return Sha256.name(DIGITS, usage.kind(), namespace, usage.name(), place);
  }

  private static String name(Usage usage) {
    String namespace = usage.namespace() == null ? "" : usage.namespace() + "/";
    return Cells.cut(usage.kind() + " " + namespace + usage.name(), LONGEST_NAME);
  }
}
