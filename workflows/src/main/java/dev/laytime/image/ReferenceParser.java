package dev.laytime.image;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads references as Docker's users write them.
 *
 * @see <a href="https://github.com/distribution/reference">distribution/reference, the grammar and
 *     its normalisation</a>
 */
final class ReferenceParser {

  private static final String DOCKER_HUB = "docker.io";
  private static final String DOCKER_INDEX = "index.docker.io";
  private static final String OFFICIAL = "library/";
  private static final int LONGEST = 4096;
  private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");
  private static final String FORM = "[registry/]repository[:tag][@digest]";

  private ReferenceParser() {}

  static Reference parse(String text) {
    Parts parts = split(text);
    if (parts.digest != null) {
      return new Reference.Pinned(parts.repository, parts.digest, parts.tag);
    }
    return new Reference.Tagged(parts.repository, parts.tag == null ? Tag.LATEST : parts.tag);
  }

  static Repository parseRepository(String text) {
    Parts parts = split(text);
    if (parts.tag != null || parts.digest != null) {
      throw new InvalidReferenceException(
          "repository", text, "[registry/]repository, without tag and digest");
    }
    return parts.repository;
  }

  private record Parts(Repository repository, @Nullable Tag tag, @Nullable Digest digest) {}

  private static Parts split(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new InvalidReferenceException("reference", text, FORM + ", at most 4096 characters");
    }
    if (IDENTIFIER.matcher(text).matches()) {
      throw new InvalidReferenceException(
          "reference", text, "a name; for a digest write repository@sha256:" + "<64 hex digits>");
    }
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    Digest digest = at < 0 ? null : new Digest(text.substring(at + 1));
    int colon = tagSeparator(name);
    Tag tag = colon < 0 ? null : new Tag(name.substring(colon + 1));
    return new Parts(repository(text, colon < 0 ? name : name.substring(0, colon)), tag, digest);
  }

  /** The colon before a tag is the only one that no slash follows. */
  private static int tagSeparator(String name) {
    int slash = name.lastIndexOf('/');
    return name.indexOf(':', slash + 1);
  }

  private static Repository repository(String text, String name) {
    if (name.isEmpty()) {
      throw new InvalidReferenceException("reference", text, FORM);
    }
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    if (slash < 0 || !isRegistry(first)) {
      return onDockerHub(name);
    }
    String path = name.substring(slash + 1);
    if (first.equalsIgnoreCase(DOCKER_HUB) || first.equalsIgnoreCase(DOCKER_INDEX)) {
      return onDockerHub(path);
    }
    return new Repository(first, path);
  }

  /** Only a first component that cannot be a path is a registry: {@code foo/bar} is on the Hub. */
  static boolean isRegistry(String first) {
    return first.equals("localhost")
        || first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || !first.toLowerCase(Locale.ROOT).equals(first);
  }

  private static Repository onDockerHub(String path) {
    return new Repository(DOCKER_HUB, path.indexOf('/') < 0 ? OFFICIAL + path : path);
  }
}
