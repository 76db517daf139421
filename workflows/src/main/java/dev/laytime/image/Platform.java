package dev.laytime.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an image runs on, as in {@code linux/arm64} or {@code linux/arm/v7}.
 *
 * <p>Spelled as Go spells it: {@code x86_64} is {@code amd64}, {@code aarch64} is {@code arm64},
 * and {@code arm64/v8} is {@code arm64}.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#image-index-property-descriptions">OCI
 *     image-spec, platform</a>
 */
public record Platform(String os, String architecture, @Nullable String variant) {

  private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

  /**
   * @throws InvalidReferenceException if a part has other characters than {@code [a-z0-9_.-]}
   */
  public Platform {
    os = lower(os);
    architecture = canonical(lower(architecture));
    variant = variant == null || variant.isEmpty() ? null : lower(variant);
    if (architecture.equals("arm64") && "v8".equals(variant)) {
      variant = null;
    }
    if (!PART.matcher(os).matches()
        || !PART.matcher(architecture).matches()
        || (variant != null && !PART.matcher(variant).matches())) {
      throw invalid(os + "/" + architecture + (variant == null ? "" : "/" + variant));
    }
  }

  /**
   * Parses {@code os/architecture} or {@code os/architecture/variant}.
   *
   * @throws InvalidReferenceException if the text is not of that form
   */
  @JsonCreator
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    return switch (parts.length) {
      case 2 -> new Platform(parts[0], parts[1], null);
      case 3 -> new Platform(parts[0], parts[1], parts[2]);
      default -> throw invalid(text);
    };
  }

  /** Whether an image of this platform is one that was asked for; no variant asks for any. */
  public boolean satisfies(Platform wanted) {
    return os.equals(wanted.os)
        && architecture.equals(wanted.architecture)
        && (wanted.variant == null || wanted.variant.equals(variant));
  }

  @Override
  @JsonValue
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }

  private static String lower(String part) {
    return part.toLowerCase(Locale.ROOT);
  }

  private static String canonical(String architecture) {
    return switch (architecture) {
      case "x86_64", "x86-64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> architecture;
    };
  }

  private static InvalidReferenceException invalid(String seen) {
    return new InvalidReferenceException(
        "platform", seen, "os/architecture[/variant], as in linux/arm64");
  }
}
