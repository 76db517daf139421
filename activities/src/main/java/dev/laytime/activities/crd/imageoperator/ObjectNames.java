package dev.laytime.activities.crd.imageoperator;

import dev.laytime.image.Sha256;
import java.util.Locale;
import java.util.Set;

/** What image-operator calls the object that it makes for a Pod: {@code team-app-1-2}. */
final class ObjectNames {

  private static final int LONGEST = 63;
  private static final int HASH_DIGITS = 8;

  private ObjectNames() {}

  /**
   * A name that is free.
   *
   * @param image the repository below its registry
   */
  static String free(String image, String version, Set<String> taken) {
    String plain = plain(image, version);
    if (!taken.contains(plain)) {
      return plain;
    }
    String hash = hash(image + ":" + version);
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST - hash.length() - 1));
    return cut + "-" + hash;
  }

  /** As image-operator has it; what no name may have is a hyphen as well. */
  static String plain(String image, String version) {
    String joined = (image + "-" + version).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    String cut = joined.substring(0, Math.min(joined.length(), LONGEST));
    String trimmed = cut.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() ? "image" : trimmed;
  }

  private static String hash(String text) {
    return Sha256.hex(text).substring(0, HASH_DIGITS);
  }
}
