package dev.laytime.worker.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered source of use as the ledger has it.
 *
 * @param configured false where configuration lost it: it still blocks
 * @param identity empty before its first complete scan
 * @param lastNumber of its last scan; where none was published since it was registered, of whatever
 *     had its name before
 * @param completeNumber of its last complete scan; 0 for none
 * @param completeCount how many were complete
 * @param completeReferences how many images the last complete one named
 * @param completeScan more of the last complete one
 * @param firstComplete when the first complete one started
 * @param lastComplete when the last complete one started
 * @param last null before the first
 */
record SourceRow(
    String name,
    String kind,
    Duration every,
    boolean configured,
    String identity,
    long lastNumber,
    long completeNumber,
    long completeCount,
    int completeReferences,
    CompleteScan completeScan,
    @Nullable Instant firstComplete,
    @Nullable Instant lastComplete,
    @Nullable Scan last) {

  /** When its last complete scan is too old to prove anything; null where it does not count. */
  @Nullable Instant countsUntil() {
    boolean doubted =
        last == null || last.identityChanged() || !last.held().isEmpty() || !configured;
    return doubted || lastComplete == null
        ? null
        : lastComplete.plus(every.multipliedBy(2)).plus(Credence.LATENESS);
  }

  /**
   * What else is known of its last complete scan.
   *
   * @param written how many of its images somebody wrote, beside what runtimes tell that it runs;
   *     null where nobody counted that yet
   * @param selected what it looked at, for people; empty before the first
   * @param selection a short name of what configuration had it look at; empty where nobody said
   */
  record CompleteScan(@Nullable Integer written, String selected, String selection) {}

  /**
   * Its last scan.
   *
   * @param complete nothing was missed and the source is the one that was registered
   * @param held why it proves nothing until a person approves it; empty for nothing, or once
   *     approved
   * @param selected what it looked at, for people
   */
  record Scan(
      long number,
      Instant startedAt,
      String identity,
      boolean complete,
      boolean identityChanged,
      String held,
      int references,
      List<String> gaps,
      String selected) {
    Scan {
      gaps = List.copyOf(gaps);
    }

    /** Whether it proves something. */
    boolean counts() {
      return complete && held.isEmpty();
    }
  }
}
