package dev.laytime.activities.registry.client;

/** A host in which a star stands for any part of one label, none of it included. */
final class HostPattern {

  private HostPattern() {}

  /**
   * Whether a pattern is for a host. It takes no longer than both are long together, times the
   * longest label: whoever writes patterns with many stars cannot keep anyone busy.
   */
  static boolean matches(String pattern, String host) {
    int at = 0;
    int star = -1;
    int taken = 0;
    int next = 0;
    while (next < host.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        taken = next;
      } else if (at < pattern.length() && pattern.charAt(at) == host.charAt(next)) {
        at++;
        next++;
      } else if (star >= 0 && !endsLabel(host.charAt(taken))) {
        at = star + 1; // the last star takes one more
        next = ++taken;
      } else {
        return false;
      }
    }
    return pattern.substring(at).chars().allMatch(left -> left == '*');
  }

  private static boolean endsLabel(char letter) {
    return letter == '.' || letter == ':';
  }
}
