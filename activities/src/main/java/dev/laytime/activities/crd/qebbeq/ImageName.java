package dev.laytime.activities.crd.qebbeq;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Qebbeq calls the object of an image: {@code img-busybox-1.36-f0e29e6f2e79f493}. */
final class ImageName {

  private static final int LONGEST_BASE = 30;
  private static final int HASH_BYTES = 8;
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
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(image.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
