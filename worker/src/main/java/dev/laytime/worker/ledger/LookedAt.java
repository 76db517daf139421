package dev.laytime.worker.ledger;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a scan looked at and what it left out, part by part with {@code "; "} in between. It is kept
 * in a column, and proofs that say it are in histories: each part is cut by itself, so that a long
 * list hides no other.
 */
final class LookedAt {

  private static final String BETWEEN = "; ";
  private static final int MOST_PARTS = 12;
  private static final int LONGEST_PART = 160;

  private LookedAt() {}

  /**
   * What a proof says; empty for nothing.
   *
   * @param selected as the scan told it, or as a column has it
   */
  static String text(String selected) {
    return selected.isEmpty() ? "" : "looked at: " + cut(parts(selected), LONGEST_PART);
  }

  /** As much of each part as there is room for: what short ones leave is for the long ones. */
  static String within(String selected, int longest) {
    if (selected.length() <= longest) {
      return Cells.cut(selected, longest);
    }
    String[] parts = parts(selected);
    int room = longest - BETWEEN.length() * (parts.length - 1);
    int left = parts.length;
    for (int length : Arrays.stream(parts).mapToInt(String::length).sorted().toArray()) {
      if (length <= room / left) {
        room -= length;
        left--;
      }
    }
    return cut(parts, room / left);
  }

  /** What comes after the last one is one with it: nobody names so many. */
  private static String[] parts(String selected) {
    return selected.split(BETWEEN, MOST_PARTS);
  }

  private static String cut(String[] parts, int longest) {
    return Arrays.stream(parts)
        .map(part -> Cells.cut(part, longest))
        .collect(Collectors.joining(BETWEEN));
  }
}
