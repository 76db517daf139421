package dev.laytime.worker.ledger;

/** Why a scan that missed nothing is still not believed until a person approves it. */
final class Oddness {

  private static final int FEWER_PERCENT = 30;
  private static final int PERCENT_FROM = 10;
  private static final int ALL = 100;

  private Oddness() {}

  /**
   * What is odd about a scan that names so many images; empty for nothing.
   *
   * @param source with what its last complete scan named
   */
  static String of(SourceRow source, int references) {
    boolean first = source.completeNumber() == 0;
    int before = source.completeReferences();
    if (references == 0 && (first || before > 0)) {
      return first
          ? "it names no image at all"
          : "it names no image at all; scan #%d named %d"
              .formatted(source.completeNumber(), before);
    }
    long bound = (long) before * (ALL - FEWER_PERCENT);
    if (before >= PERCENT_FROM && (long) references * ALL <= bound) {
      return "it names %d images, %d %% fewer than scan #%d with %d"
          .formatted(
              references, (before - references) * ALL / before, source.completeNumber(), before);
    }
    return "";
  }
}
