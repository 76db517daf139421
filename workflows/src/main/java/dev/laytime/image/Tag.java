package dev.laytime.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A movable name in a repository.
 *
 * @param value 1 to 128 letters, digits, {@code _}, {@code .} or {@code -}, not starting with
 *     {@code .} or {@code -}
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">OCI
 *     distribution-spec, pulling manifests</a>
 */
public record Tag(@JsonValue String value) implements Comparable<Tag> {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

  /** What a reference without a tag means. */
  public static final Tag LATEST = new Tag("latest");

  /**
   * @throws InvalidReferenceException if the value is not of that form
   */
  @JsonCreator
  public Tag {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidReferenceException(
          "tag", value, "1 to 128 of [A-Za-z0-9_.-], not starting with '.' or '-'");
    }
  }

  @Override
  public int compareTo(Tag other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
