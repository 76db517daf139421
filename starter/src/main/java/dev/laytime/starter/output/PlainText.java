package dev.laytime.starter.output;

import java.util.regex.Pattern;

/** Makes words of others fit for a terminal: they may not move its cursor or change its colours. */
public final class PlainText {

  private static final Pattern BREAKS = Pattern.compile("\\s*[\\r\\n]+\\s*");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

  private PlainText() {}

  /** The text in one line, without control characters. */
  public static String oneLine(String text) {
    String line = BREAKS.matcher(text.strip()).replaceAll(" ").replace('\t', ' ');
    return INVISIBLE.matcher(line).replaceAll("?");
  }

  /** The text with its lines, each without control characters and indented by a prefix. */
  static String lines(String text, String prefix) {
    return String.join("\n" + prefix, text.strip().lines().map(PlainText::oneLine).toList());
  }
}
