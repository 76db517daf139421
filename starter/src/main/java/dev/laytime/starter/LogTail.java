package dev.laytime.starter;

import java.util.List;

/** Ends of a log that grows, of which the beginning is lost after a while. */
final class LogTail {

  private LogTail() {}

  /**
   * What one end of a log has that an earlier one had not: all of it where they have nothing in
   * common.
   */
  static List<String> added(List<String> earlier, List<String> later) {
    int most = Math.min(earlier.size(), later.size());
    for (int common = most; common > 0; common--) {
      if (earlier
          .subList(earlier.size() - common, earlier.size())
          .equals(later.subList(0, common))) {
        return later.subList(common, later.size());
      }
    }
    // An end that was cut shorter has nothing new.
    return earlier.size() >= later.size()
            && earlier.subList(earlier.size() - later.size(), earlier.size()).equals(later)
        ? List.of()
        : later;
  }
}
