package dev.laytime.activity;

import java.util.List;

/**
 * What became of it.
 *
 * @param removed how many manifests went
 * @param reasons why the others did not; empty where there are none
 */
public record ClearResult(int removed, List<String> reasons) {
  public ClearResult {
    reasons = List.copyOf(reasons);
  }
}
