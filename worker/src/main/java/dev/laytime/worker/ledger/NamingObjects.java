package dev.laytime.worker.ledger;

import dev.laytime.image.Sha256;
import dev.laytime.usage.Usage;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The objects that name one image, to see whether any of them is named no longer. Of Pods and Jobs,
 * which others replace all the time, it is only known how many there are in a namespace.
 *
 * @param counts how many objects there are, by a short name of theirs: one may stand in several
 *     files, and names go by kind and namespace alone where objects are replaced
 */
record NamingObjects(SortedMap<String, Integer> counts) {

  /** So many have room in their column; which they are does not change from scan to scan. */
  private static final int MOST = 25_000;

  private static final int NAME = 16;

  NamingObjects {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** None. */
  static NamingObjects none() {
    return new NamingObjects(new TreeMap<>());
  }

  private record Found(String name, String place) {}

  /** Each object counts once, however many of its containers name the image, and why. */
  static NamingObjects of(Collection<Usage> usages) {
    return new NamingObjects(
        usages.stream()
            .map(usage -> new Found(name(usage), usage.name() + ' ' + usage.place()))
            .distinct()
            .collect(Collectors.toMap(Found::name, _ -> 1, Integer::sum, TreeMap::new)));
  }

  private static String name(Usage usage) {
    return Sha256.name(
        NAME,
        usage.kind(),
        usage.namespace() == null ? "" : usage.namespace(),
        Usages.fleeting(usage.kind()) ? "" : usage.name());
  }

  /** What either of them has. */
  NamingObjects with(NamingObjects others) {
    SortedMap<String, Integer> all = new TreeMap<>(counts);
    others.counts.forEach((name, count) -> all.merge(name, count, Integer::max));
    return new NamingObjects(all);
  }

  /** How many of these are not among others. */
  int missingAmong(NamingObjects others) {
    return counts.entrySet().stream()
        .mapToInt(object ->
            Math.max(0, object.getValue() - others.counts.getOrDefault(object.getKey(), 0)))
        .sum();
  }

  /** As a cell holds it. */
  String text() {
    return counts.entrySet().stream()
        .limit(MOST)
        .map(object -> object.getKey() + "*" + object.getValue())
        .collect(Collectors.joining(" "));
  }

  /** What a cell holds; none where an earlier version wrote it. */
  static NamingObjects parse(String text) {
    return new NamingObjects(
        Arrays.stream(text.split(" "))
            .filter(object -> !object.isEmpty())
            .map(object -> object.split("\\*", 2))
            .collect(
                Collectors.toMap(
                    object -> object[0],
                    object -> Integer.parseInt(object[1]),
                    Integer::sum,
                    TreeMap::new)));
  }
}
