package dev.laytime.activities.crd.imageoperator;

import java.util.regex.Pattern;

/** Whether two of image-operator's patterns have a version in common. */
final class Overlaps {

  private static final Pattern DOTS = Pattern.compile("\\.");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private Overlaps() {}

  /** Whether they have; a {@code v} in front and {@code -rc1} at the end count for nothing. */
  static boolean have(String one, String other) {
    String[] ones = DOTS.split(plain(one), -1);
    String[] others = DOTS.split(plain(other), -1);
    boolean same = ones.length == others.length && ones[0].equals(others[0]);
    for (int i = 1; same && i < ones.length; i++) {
      same = meet(ones[i], others[i]);
    }
    return same;
  }

  private static String plain(String version) {
    return version.startsWith("v") ? version.substring(1) : version;
  }

  /** What follows a dot: an {@code x} in front is any number. */
  private static boolean meet(String one, String other) {
    return one.equals(other) || covers(one, other) || covers(other, one);
  }

  private static boolean covers(String any, String text) {
    if (!any.startsWith("x") || !text.endsWith(any.substring(1))) {
      return false;
    }
    String number = text.substring(0, text.length() - any.length() + 1);
    return number.equals("x") || NUMBER.matcher(number).matches();
  }
}
