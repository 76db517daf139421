package dev.laytime.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The content address of a manifest or blob: the only name of an image that cannot move.
 *
 * @param value {@code sha256:} and 64, {@code sha384:} and 96, or {@code sha512:} and 128,
 *     lowercase hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests">OCI
 *     image-spec, digests</a>
 */
public record Digest(@JsonValue String value) implements Comparable<Digest> {

  private static final Pattern FORM =
      Pattern.compile("sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}");
  private static final int ABBREVIATED = 12;

  /**
   * @throws InvalidReferenceException if the value is not of that form
   */
  @JsonCreator
  public Digest {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidReferenceException(
          "digest",
          value,
          "sha256:<64 hex digits>, sha384:<96 hex digits> or sha512:<128 hex digits>, lowercase");
    }
  }

  /** The digest of an algorithm's output, as in {@code of("sha256", "ab12…")}. */
  public static Digest of(String algorithm, String hex) {
    return new Digest(algorithm + ":" + hex);
  }

  /** {@code sha256}, {@code sha384} or {@code sha512}. */
  public String algorithm() {
    return value.substring(0, value.indexOf(':'));
  }

  /** The hexadecimal digits after the colon. */
  public String hex() {
    return value.substring(value.indexOf(':') + 1);
  }

  /** The first 12 hexadecimal digits, for people; never for lookups. */
  public String abbreviated() {
    return hex().substring(0, ABBREVIATED);
  }

  @Override
  public int compareTo(Digest other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
