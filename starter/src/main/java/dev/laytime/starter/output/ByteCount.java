package dev.laytime.starter.output;

import java.util.Locale;

/** Sizes as people read them: powers of 1000, as registries and disks are sold. */
public final class ByteCount {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
  private static final double STEP = 1000;
  private static final double SHOWN_WITHOUT_FRACTION = 99.95;

  private ByteCount() {}

  /** As in {@code 0 B}, {@code 3.4 MB} or {@code 512 MB}. */
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP - 0.5 && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    boolean whole = unit == 0 || value >= SHOWN_WITHOUT_FRACTION;
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }
}
