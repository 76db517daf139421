package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.laytime.image.InvalidReferenceException;
import java.util.regex.Pattern;

/**
 * A commit's full id: the only name of a source that cannot move. Where a source is a text, its
 * SHA-256 stands for one.
 *
 * @param value 40 lowercase hexadecimal digits, or 64
 */
public record GitCommit(@JsonValue String value) {

  private static final Pattern FORM = Pattern.compile("[a-f0-9]{40}|[a-f0-9]{64}");
  private static final int ABBREVIATED = 12;

  /**
   * @throws InvalidReferenceException if the value is not of that form
   */
  @JsonCreator
  public GitCommit {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidReferenceException("commit", value, "40 or 64 lowercase hexadecimal digits");
    }
  }

  /** The first 12 digits. */
  public String abbreviated() {
    return value.substring(0, ABBREVIATED);
  }

  @Override
  public String toString() {
    return value;
  }
}
