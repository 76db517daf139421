package dev.laytime.activities.registry.client;

import java.util.Locale;

/**
 * What a credential is kept under: a host, as a name or an address, or a namespace or repository
 * there. Docker's Hub has several names.
 *
 * @param host in small letters, with its port
 * @param path without slashes around it; empty for all of the host
 */
record AuthKey(String host, String path) {

  static final String DOCKER_HUB = "docker.io";

  static AuthKey parse(String key) {
    String bare =
        key.replaceFirst("(?i)^https?://", "")
            .replaceFirst("/(v[12]/?)?$", "")
            .replaceFirst("/$", "");
    int slash = bare.indexOf('/');
    return slash < 0
        ? new AuthKey(host(bare), "")
        : new AuthKey(host(bare.substring(0, slash)), bare.substring(slash + 1));
  }

  /** Whether it is for a place, as Docker and Podman see it. */
  boolean holds(Credentials.Place place) {
    return host.equals(host(place.registry())) && isAbove(place.repository());
  }

  /** Whether it is for a place, as Kubernetes sees it: a star stands for a part of a name. */
  boolean holdsAsPattern(Credentials.Place place) {
    String asked = host(place.registry());
    boolean same = host.contains("*") ? HostPattern.matches(host, asked) : host.equals(asked);
    return same && isAbove(place.repository());
  }

  /** How closely it names what it is for. */
  int length() {
    return path.length();
  }

  /** The host of a registry by the one name that it is known under here. */
  static String host(String registry) {
    String host = registry.toLowerCase(Locale.ROOT);
    return switch (host) {
      case "index.docker.io", "registry-1.docker.io" -> DOCKER_HUB;
      default -> host;
    };
  }

  private boolean isAbove(String repository) {
    return path.isEmpty() || repository.equals(path) || repository.startsWith(path + "/");
  }
}
