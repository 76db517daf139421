package dev.laytime.e2e;

import dev.laytime.e2e.counterpart.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of the documentation, whose code is run as it stands there.
 *
 * @param text all of it
 */
public record Page(String text) {

  /**
   * Reads one.
   *
   * @param path below {@code docs}
   */
  public static Page of(String path) {
    try {
      return new Page(Files.readString(Checkout.root().resolve("docs").resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + path, e);
    }
  }

  /** All code of a language, in its order. */
  public List<String> code(String language) {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(block -> block.substring(block.indexOf('\n') + 1, block.lastIndexOf("```")))
        .toList();
  }

  /**
   * The only code of a language that has these words.
   *
   * @throws IllegalStateException if there is none, or several
   */
  public String code(String language, String words) {
    List<String> fitting = code(language).stream().filter(code -> code.contains(words)).toList();
    if (fitting.size() != 1) {
      throw new IllegalStateException(
          "%d blocks of %s with '%s'".formatted(fitting.size(), language, words));
    }
    return fitting.getFirst();
  }
}
