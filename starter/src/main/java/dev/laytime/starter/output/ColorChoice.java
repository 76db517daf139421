package dev.laytime.starter.output;

import java.util.Locale;
import java.util.Map;

/** When output has colours; spelled in lower case on the command line. */
public enum ColorChoice {
  /** On a terminal, unless the environment says otherwise. */
  AUTO,
  /** Also in files and pipes. */
  ALWAYS,
  /** Never. */
  NEVER;

  /**
   * Reads the name of a choice.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ColorChoice parse(String text) {
    for (ColorChoice choice : values()) {
      if (choice.toString().equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "Invalid choice of colours '%s': expected auto, always or never".formatted(text));
  }

  /**
   * Whether one stream gets colours. The option counts most, then {@code NO_COLOR}, then {@code
   * CLICOLOR_FORCE}, then the stream.
   *
   * @see <a href="https://no-color.org">no-color.org</a>
   * @see <a href="https://bixense.com/clicolors/">bixense.com/clicolors</a>
   */
  public boolean colors(Map<String, String> environment, boolean terminal) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
          yield false;
        }
        String force = environment.getOrDefault("CLICOLOR_FORCE", "");
        yield (!force.isEmpty() && !force.equals("0"))
            || (terminal && !"dumb".equals(environment.get("TERM")));
      }
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
