package dev.laytime.worker.ledger;

/** Why a scan that missed nothing is still not believed until a person approves it. */
final class Oddness {

  private static final int FEWER_PERCENT = 30;
  private static final int PERCENT_FROM = 10;
  private static final int ALL = 100;

  private Oddness() {}

  /**
   * What is odd about a scan; empty for nothing. What a runtime tells that it runs comes and goes
   * with each Pod, so that only what somebody wrote is compared.
   *
   * @param source with what its last complete scan named
   * @param references how many images the scan names
   * @param written how many of them somebody wrote
   */
  static String of(SourceRow source, int references, int written) {
    boolean first = source.completeNumber() == 0;
    int before = source.completeReferences();
    if (references == 0 && (first || before > 0)) {
      return first
          ? "it names no image at all"
          : "it names no image at all; scan #%d named %d"
              .formatted(source.completeNumber(), before);
    }
    Integer writtenBefore = source.completeScan().written();
    return writtenBefore == null
        ? fewer(source, references, before)
        : fewer(source, written, writtenBefore);
  }

  private static String fewer(SourceRow source, int now, int before) {
    long bound = (long) before * (ALL - FEWER_PERCENT);
    return before >= PERCENT_FROM && (long) now * ALL <= bound
        ? "it names %d images, %d %% fewer than scan #%d with %d"
            .formatted(now, (before - now) * ALL / before, source.completeNumber(), before)
        : "";
  }
}
