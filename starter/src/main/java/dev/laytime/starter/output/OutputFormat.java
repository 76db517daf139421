package dev.laytime.starter.output;

import java.util.Locale;

/** How results are written to stdout; spelled in lower case on the command line. */
public enum OutputFormat {
  /** For people. */
  TABLE,
  /** One indented JSON document. */
  JSON,
  /** One JSON document a line. */
  JSONL;

  /**
   * Reads the name of a format.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static OutputFormat parse(String text) {
    for (OutputFormat format : values()) {
      if (format.toString().equals(text)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "Invalid output format '%s': expected table, json or jsonl".formatted(text));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
