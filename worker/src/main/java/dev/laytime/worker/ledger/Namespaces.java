package dev.laytime.worker.ledger;

import dev.laytime.usage.Usage;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where the objects are that name one image.
 *
 * @param names empty text for objects that are in none
 */
record Namespaces(SortedSet<String> names) {

  /** Each has room in their column, with a space behind it. */
  private static final int MOST = 4_000;

  /** Objects that are in none, in a cell: no namespace can be called so. */
  private static final String NONE = "-";

  Namespaces {
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }

  static Namespaces of(Collection<String> names) {
    return new Namespaces(new TreeSet<>(names));
  }

  /** That of an object. */
  static String of(Usage usage) {
    String namespace = usage.namespace();
    return namespace == null ? "" : namespace;
  }

  Namespaces with(Namespaces others) {
    SortedSet<String> all = new TreeSet<>(names);
    all.addAll(others.names);
    return new Namespaces(all);
  }

  /** As a cell holds them. */
  String text() {
    return names.stream()
        .limit(MOST)
        .map(name -> name.isEmpty() ? NONE : name)
        .collect(Collectors.joining(" "));
  }

  /** What a cell holds. */
  static Namespaces parse(String text) {
    return of(
        Arrays.stream(text.split(" "))
            .filter(name -> !name.isEmpty())
            .map(name -> name.equals(NONE) ? "" : name)
            .toList());
  }
}
