package dev.laytime.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/sources}: the registered sources of use. */
public record SourcesView(List<Source> sources) {

  public SourcesView {
    sources = List.copyOf(sources);
  }

  /**
   * One source.
   *
   * @param configured false where configuration lost it: it still blocks
   * @param identity empty before its first complete scan
   * @param lastStart of its last scan, complete or not
   * @param lastComplete when its last complete scan started
   * @param number of its last scan; 0 for none
   * @param references how many images its last scan named
   * @param gaps what its last scan could not read, the first ten
   * @param held why its last scan proves nothing until a person approves it; empty for nothing
   * @param trustedFrom when it has been complete long enough to let its stages delete; null where
   *     it has not been complete twice yet
   * @param countsUntil when its last complete scan is too old to prove anything; null where it does
   *     not count at all: there is none, the source is another one, a scan is held, or nobody scans
   * @param selected what its last scan looked at, and what it left out on a person's word
   */
  public record Source(
      String name,
      String kind,
      boolean configured,
      String identity,
      @Nullable Instant lastStart,
      @Nullable Instant lastComplete,
      long number,
      int references,
      List<String> gaps,
      String held,
      @Nullable Instant trustedFrom,
      @Nullable Instant countsUntil,
      String selected) {
    public Source {
      gaps = List.copyOf(gaps);
    }

    /** Whether that it does not name an image proves something now. */
    public boolean counts(Instant now) {
      return trustedFrom != null
          && !trustedFrom.isAfter(now)
          && countsUntil != null
          && !countsUntil.isBefore(now);
    }
  }
}
