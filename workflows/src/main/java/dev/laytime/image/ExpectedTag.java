package dev.laytime.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What a tag may name when something else is written there: this digest, or nothing. As text a
 * digest, or {@code absent}.
 *
 * @param digest null where it may name nothing at all
 */
public record ExpectedTag(@Nullable Digest digest) {

  private static final String ABSENT = "absent";

  /**
   * Reads the text.
   *
   * @throws InvalidReferenceException if it is neither
   */
  @JsonCreator
  public static ExpectedTag parse(String text) {
    return new ExpectedTag(text.equals(ABSENT) ? null : new Digest(text));
  }

  /**
   * Whether a tag may be written.
   *
   * @param found what it names now; null for nothing
   * @param wanted what it is to name
   */
  public boolean permits(@Nullable Digest found, Digest wanted) {
    return found == null || found.equals(wanted) || found.equals(digest);
  }

  @JsonValue
  public String text() {
    return digest == null ? ABSENT : digest.value();
  }

  /** As a sentence's part, for people. */
  @Override
  public String toString() {
    return digest == null ? "nothing" : digest.value();
  }
}
