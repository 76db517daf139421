package dev.laytime.activities.registry.client;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry's API is.
 *
 * @param registry its host as it stands in references
 * @param base scheme, host and port, without a path
 * @param login the host that credentials for it are kept under: where it is said to be elsewhere,
 *     the host there, since one registry's password is none of another's business
 */
record Endpoint(String registry, URI base, String login) {

  private static final String DOCKER_HUB = "docker.io";
  private static final String DOCKER_HUB_API = "registry-1.docker.io";

  /** By its settings, else TLS everywhere but on this machine. */
  static Endpoint of(String registry, @Nullable RegistrySettings settings) {
    if (settings != null && settings.endpoint() != null) {
      return new Endpoint(registry, settings.endpoint(), settings.endpoint().getAuthority());
    }
    String host = registry.equals(DOCKER_HUB) ? DOCKER_HUB_API : registry;
    Boolean insecure = settings == null ? null : settings.insecure();
    boolean plain = insecure == null ? isLoopback(host) : insecure;
    return new Endpoint(registry, URI.create((plain ? "http://" : "https://") + host), registry);
  }

  /** Whether it is spoken to without TLS. */
  boolean isPlain() {
    return base.getScheme().equals("http");
  }

  /** Whether a request to that address goes to the registry itself. */
  boolean isSameOrigin(URI uri) {
    return base.getScheme().equalsIgnoreCase(uri.getScheme())
        && base.getHost().equalsIgnoreCase(uri.getHost())
        && port(base) == port(uri);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("http") ? 80 : 443;
  }

  private static boolean isLoopback(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.matches("(localhost|127(\\.[0-9]+){3}|\\[::1])(:[0-9]+)?");
  }
}
