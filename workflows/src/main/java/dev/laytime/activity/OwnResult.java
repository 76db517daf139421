package dev.laytime.activity;

import java.util.List;

/**
 * Who owns it.
 *
 * @param others ids of all other installations that have it, a part of it or more than it, sorted:
 *     one left out would not forbid anything
 */
public record OwnResult(List<String> others) {
  public OwnResult {
    others = List.copyOf(others);
  }
}
