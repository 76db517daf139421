package dev.laytime.activity;

import java.util.List;

/**
 * What a stage's registry holds.
 *
 * @param repositories how many were listed
 * @param tags how many tags they have, reserved ones left out
 * @param gaps the first ten that could not be listed, each with its cause: unknown, never absent
 * @param gapCount how many there were
 */
public record InventoryResult(int repositories, int tags, List<String> gaps, int gapCount) {
  public InventoryResult {
    gaps = List.copyOf(gaps);
  }
}
