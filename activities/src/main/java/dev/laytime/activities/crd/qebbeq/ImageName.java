package dev.laytime.activities.crd.qebbeq;

import dev.laytime.image.Sha256;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Qebbeq calls the object of an image: {@code img-busybox-1.36-f0e29e6f2e79f493}. */
final class ImageName {

  private static final int LONGEST_BASE = 30;
  private static final int HASH_DIGITS = 16;
  private static final Pattern STRANGE = Pattern.compile("[^A-Za-z0-9.-]");
  private static final Pattern HYPHENS = Pattern.compile("^-+|-+$");

  private ImageName() {}

  /**
   * The name.
   *
   * @param image as the Pods write it: two spellings are two objects
   */
  static String of(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    String base = STRANGE.matcher(last).replaceAll("-").toLowerCase(Locale.ROOT);
    String cut = base.substring(0, Math.min(base.length(), LONGEST_BASE));
    return labels("img-" + cut + "-" + hash(image));
  }

  /** Some of Qebbeq's own names were none, as in {@code img-app-1.-…}: those it never made. */
  private static String labels(String name) {
    return Arrays.stream(name.split("\\."))
        .map(label -> HYPHENS.matcher(label).replaceAll(""))
        .filter(label -> !label.isEmpty())
        .collect(Collectors.joining("."));
  }

  private static String hash(String image) {
    return Sha256.hex(image).substring(0, HASH_DIGITS);
  }
}
