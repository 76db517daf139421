package dev.laytime.activity;

import java.util.List;

/**
 * What one scan came to.
 *
 * @param number the ledger's, from 1 for the first scan of a source
 * @param complete whether it may prove that something is not named
 * @param held why it proves nothing until a person approves it; empty where nothing was odd
 * @param references how many different images it named
 * @param usages how many objects named them
 * @param gaps the first ten things that could not be read, each with its cause
 * @param gapCount how many there were
 */
public record ScanResult(
    long number,
    boolean complete,
    String held,
    int references,
    int usages,
    List<String> gaps,
    int gapCount) {

  public ScanResult {
    gaps = List.copyOf(gaps);
  }
}
