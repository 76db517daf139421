package dev.laytime.worker.ledger;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a scan is not believed that names less because it was told to look elsewhere. What a person
 * leaves out may be in use all the same, so that a person has to say that it is meant.
 */
final class Narrowing {

  private static final int MOST_IMAGES = 3;
  private static final int LONGEST_SELECTED = 200;
  private static final int LONGEST = 1000;

  private Narrowing() {}

  /** Whether configuration has a source look at anything else than its last complete scan did. */
  static boolean selectsOtherwise(SourceRow source, String selection) {
    String before = source.completeScan().selection();
    return !before.isEmpty() && !before.equals(selection);
  }

  /**
   * What a scan does not name, and was named before.
   *
   * @param images those that it does not name at all
   * @param objects how many objects it lacks that need one of the others
   * @param fewer the others
   */
  record Lost(List<String> images, int objects, List<String> fewer) {
    Lost {
      images = List.copyOf(images);
      fewer = List.copyOf(fewer);
    }

    String text() {
      return Stream.of(
              images.isEmpty() ? "" : "%d images less, as %s".formatted(images.size(), as(images)),
              objects == 0 ? "" : "%d objects less that need %s".formatted(objects, as(fewer)))
          .filter(part -> !part.isEmpty())
          .collect(Collectors.joining(" and "));
    }

    private static String as(List<String> images) {
      return String.join(", ", images.subList(0, Math.min(images.size(), MOST_IMAGES)))
          + (images.size() > MOST_IMAGES ? ", …" : "");
    }
  }

  /**
   * What is odd about a scan that selects otherwise; empty for nothing.
   *
   * @param selected what it looked at, for people
   */
  static String of(SourceRow source, String selected, Lost lost) {
    String text = lost.text();
    if (text.isEmpty()) {
      return "";
    }
    return Cells.cut(
        "it selects otherwise than scan #%d, and names %s; now: %s; before: %s"
            .formatted(
                source.completeNumber(),
                text,
                Cells.cut(selected, LONGEST_SELECTED),
                Cells.cut(source.completeScan().selected(), LONGEST_SELECTED)),
        LONGEST);
  }
}
