package dev.laytime.activities.build.job;

/**
 * How much a builder is brought.
 *
 * @param entries files and links of a context
 * @param bytes of all its files
 */
public record SourceLimits(int entries, long bytes) {

  /** Where nobody says otherwise: 1 GiB of 50,000 files. */
  public static final SourceLimits USUAL = new SourceLimits(50_000, 1L << 30);
}
