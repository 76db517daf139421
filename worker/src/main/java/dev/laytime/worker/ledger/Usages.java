package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The objects that need one image, in an order that does not depend on how they were listed: the
 * weightiest reason first, then by name.
 *
 * @param strongest the weightiest reason
 * @param first ten at most, for people
 * @param objects all of them
 * @param namespaces of all of them
 */
record Usages(
    int count, String strongest, List<String> first, NamingObjects objects, Namespaces namespaces) {

  /** How many objects are told by name. */
  static final int MOST = 10;

  /** Of what something can be rolled back to. */
  static final String ROLLBACK = "rollback revision";

  private static final Pattern FLEETING = Pattern.compile("^(Pod|Job) .*", Pattern.DOTALL);

  private static final List<String> WEIGHTS =
      List.of(
          "cannot be pulled",
          "running",
          "template",
          "zero replicas",
          "suspended",
          "deployed revision",
          ROLLBACK,
          "ended");

  Usages {
    first = List.copyOf(first);
  }

  /** What a listing names, each image once, in the order of its first mention. */
  static Map<Reference, Usages> byReference(List<NamedImage> images) {
    return images.stream()
        .collect(
            Collectors.groupingBy(
                NamedImage::image,
                LinkedHashMap::new,
                Collectors.collectingAndThen(
                    Collectors.mapping(NamedImage::usage, Collectors.toList()), Usages::of)));
  }

  private static Usages of(List<Usage> all) {
    List<Usage> sorted =
        all.stream()
            .distinct()
            .sorted(
                Comparator.comparingInt((Usage usage) -> weight(usage.reason()))
                    .thenComparing(Usage::text))
            .toList();
    return new Usages(
        sorted.size(),
        sorted.getFirst().reason(),
        sorted.stream().limit(MOST).map(Usage::text).toList(),
        NamingObjects.of(sorted),
        Namespaces.of(sorted.stream().map(Namespaces::of).toList()));
  }

  /** Of an object that others replace all the time no more than its kind. */
  static String lasting(String text) {
    return FLEETING.matcher(text).replaceFirst("$1");
  }

  /** Whether objects of a kind are replaced by others all the time. */
  static boolean fleeting(String kind) {
    return FLEETING.matcher(kind + " ").matches();
  }

  /** A reason may say more, as in "rollback revision 3 of …". */
  static boolean is(String reason, String known) {
    return reason.equals(known) || reason.startsWith(known + " ");
  }

  /** The smaller, the weightier; a reason that is not known here is taken for a light one. */
  static int weight(String reason) {
    int known = 0;
    while (known < WEIGHTS.size() && !is(reason, WEIGHTS.get(known))) {
      known++;
    }
    return known;
  }
}
