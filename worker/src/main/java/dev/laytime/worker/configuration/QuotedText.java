package dev.laytime.worker.configuration;

import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Tags that a file names must be texts in it: of {@code 1.10} YAML makes 1.1, and of {@code 010} 8.
 */
final class QuotedText {

  private static final Pattern TAGS =
      Pattern.compile(
          "laytime\\.(?:mirrors|promotions)\\[\\d+]\\.(?:as|tags\\.(?:.+\\.)?[a-z]+\\[\\d+])");

  private QuotedText() {}

  /** What is wrong with a value, or empty where nothing is. */
  static Optional<String> problem(ConfigurationPropertyName key, Object value) {
    boolean text = value instanceof CharSequence;
    return text || !TAGS.matcher(key.toString()).matches()
        ? Optional.empty()
        : Optional.of(
            "'%s' is the %s %s for YAML: write the tag in quotes, as in \"1.10\""
                .formatted(key.subName(1), value instanceof Number ? "number" : "word", value));
  }
}
