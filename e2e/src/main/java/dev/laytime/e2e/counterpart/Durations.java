package dev.laytime.e2e.counterpart;

/**
 * How fast a stage and its source of use go, as {@code laytime.yaml} spells it.
 *
 * @param window how long removals are gathered
 */
public record Durations(String grace, String quarantine, String window, String sweep, String scan) {

  /** A few seconds each. */
  public static final Durations QUICK = new Durations("5s", "8s", "200ms", "8s", "3s");

  /** The same with another window. */
  public Durations window(String time) {
    return new Durations(grace, quarantine, time, sweep, scan);
  }

  /** The same with other periods before quarantine and deletion. */
  public Durations kept(String before, String after) {
    return new Durations(before, after, window, sweep, scan);
  }

  /** The same with other intervals of looking. */
  public Durations looking(String atRegistry, String atSource) {
    return new Durations(grace, quarantine, window, atRegistry, atSource);
  }
}
