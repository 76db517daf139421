package dev.laytime.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A named collection of images in a registry.
 *
 * @param registry the host, with a port where one was given: {@code docker.io}, {@code [::1]:5000};
 *     in one spelling, since the case of a host means nothing
 * @param path 1 to 255 characters of lowercase components joined by {@code /}, as in {@code
 *     library/alpine}
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests">OCI
 *     distribution-spec, the grammar of a name</a>
 */
public record Repository(String registry, String path) implements Comparable<Repository> {

  private static final int LONGEST_PATH = 255;
  private static final int LONGEST_REGISTRY = 262;

  private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
  private static final Pattern REGISTRY =
      Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*+|\\[[a-fA-F0-9:]+])(?::[0-9]+)?");
  private static final Pattern COMPONENT =
      Pattern.compile("[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*+");

  /**
   * @throws InvalidReferenceException if either part is not of its form
   */
  public Repository {
    if (registry.length() > LONGEST_REGISTRY || !REGISTRY.matcher(registry).matches()) {
      throw new InvalidReferenceException(
          "registry", registry, "a host name or address with an optional port, as in ghcr.io:443");
    }
    if (!isPath(path)) {
      throw new InvalidReferenceException("repository", path, expectedPath(path));
    }
    registry = oneSpelling(registry);
  }

  /** Small letters, unless only capitals tell a host from a path: then those. */
  private static String oneSpelling(String registry) {
    String small = registry.toLowerCase(Locale.ROOT);
    return small.equals(registry) || ReferenceParser.isRegistry(small)
        ? small
        : registry.toUpperCase(Locale.ROOT);
  }

  /**
   * A repository as a person writes it, normalised: {@code alpine} is {@code
   * docker.io/library/alpine}.
   *
   * @throws InvalidReferenceException if the text is not a repository, or has a tag or a digest
   */
  @JsonCreator
  public static Repository parse(String text) {
    return ReferenceParser.parseRepository(text);
  }

  /** This repository's image under a tag. */
  public Reference tagged(Tag tag) {
    return new Reference.Tagged(this, tag);
  }

  /** This repository's image of a digest. */
  public Reference pinned(Digest digest) {
    return new Reference.Pinned(this, digest, null);
  }

  @Override
  public int compareTo(Repository other) {
    return toString().compareTo(other.toString());
  }

  @Override
  @JsonValue
  public String toString() {
    return registry + "/" + path;
  }

  static boolean isPath(String path) {
    if (path.isEmpty() || path.length() > LONGEST_PATH) {
      return false;
    }
    for (String component : path.split("/", -1)) {
      if (!COMPONENT.matcher(component).matches()) {
        return false;
      }
    }
    return true;
  }

  private static String expectedPath(String path) {
    if (path.length() > LONGEST_PATH) {
      return "at most 255 characters";
    }
    return "lowercase letters and digits, joined by one '.', one or two '_' or any '-',"
        + " in components separated by '/'";
  }
}
