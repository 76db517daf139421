package dev.laytime.activities.crd;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A kind of objects, as paths of the API server have it.
 *
 * @param version {@code GROUP/VERSION}
 * @param namespaced whether its objects are in namespaces
 */
public record ObjectKind(String version, String kind, String plural, boolean namespaced) {

  /** The path of all of its objects, in every namespace. */
  public String path() {
    return "/apis/%s/%s".formatted(version, plural);
  }

  /** The path of those of one namespace. */
  public String path(String namespace) {
    return namespaced
        ? "/apis/%s/namespaces/%s/%s".formatted(version, encoded(namespace), plural)
        : path();
  }

  /** The path of one. */
  public String path(String namespace, String name) {
    return path(namespace) + "/" + encoded(name);
  }

  /** The name of its definition. */
  public String definition() {
    return plural + "." + version.substring(0, version.indexOf('/'));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
