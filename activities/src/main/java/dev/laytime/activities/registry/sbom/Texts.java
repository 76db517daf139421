package dev.laytime.activities.registry.sbom;

/** What strangers wrote, in one line and not too long. */
final class Texts {

  private static final int LONGEST = 256;

  private Texts() {}

  static String line(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
