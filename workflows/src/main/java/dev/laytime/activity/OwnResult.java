package dev.laytime.activity;

import java.util.List;

/**
 * Who owns it.
 *
 * @param others other installations' ids, sorted; at most ten
 */
public record OwnResult(List<String> others) {
  public OwnResult {
    others = List.copyOf(others);
  }
}
