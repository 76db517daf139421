package dev.laytime.activities.build.jib;

/**
 * How much may go into an image.
 *
 * @param layers of a source's own
 * @param entries that its source may have in all
 * @param files in all layers
 * @param fileBytes of one file
 * @param bytes of all files
 */
public record JibLimits(int layers, int entries, int files, long fileBytes, long bytes) {

  /** Where nobody says otherwise: 1 GiB of 20,000 files. */
  public static final JibLimits USUAL = new JibLimits(32, 200_000, 20_000, 64L << 20, 1L << 30);
}
