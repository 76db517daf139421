package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.laytime.image.InvalidReferenceException;
import java.util.regex.Pattern;

/**
 * A commit's full id: the only name of a source that cannot move.
 *
 * @param value 40 lowercase hexadecimal digits
 */
public record GitCommit(@JsonValue String value) {

  private static final Pattern FORM = Pattern.compile("[a-f0-9]{40}");
  private static final int ABBREVIATED = 12;

  /**
   * @throws InvalidReferenceException if the value is not of that form
   */
  @JsonCreator
  public GitCommit {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidReferenceException("commit", value, "40 lowercase hexadecimal digits");
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
