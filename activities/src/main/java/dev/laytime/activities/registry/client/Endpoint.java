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
 * @param tls how TLS is spoken to it
 */
record Endpoint(String registry, URI base, String login, TlsFiles tls) {

  private static final String DOCKER_HUB = "docker.io";
  private static final String DOCKER_HUB_API = "registry-1.docker.io";

  private static final int TLS_PORT = 443;

  /** By its settings, else TLS everywhere but on this machine, and there where it has files. */
  static Endpoint of(String registry, @Nullable RegistrySettings settings) {
    TlsFiles tls = settings == null ? TlsFiles.NONE : settings.tls();
    if (settings != null && settings.endpoint() != null) {
      return new Endpoint(registry, settings.endpoint(), settings.login(), tls);
    }
    String host = registry.equals(DOCKER_HUB) ? DOCKER_HUB_API : registry;
    Boolean insecure = settings == null ? null : settings.insecure();
    boolean plain = insecure == null ? isLoopback(host) && tls.isEmpty() : insecure;
    URI base = URI.create((plain ? "http://" : "https://") + host);
    return new Endpoint(registry, base, registry, tls);
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

  /** Whether a connection with TLS to a host and port leads to the registry itself. */
  boolean isAt(String host, int port) {
    return !isPlain()
        && AddressGuard.bare(base.getHost()).equals(AddressGuard.bare(host))
        && port(base) == (port < 0 ? TLS_PORT : port);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("http") ? 80 : TLS_PORT;
  }

  private static boolean isLoopback(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.matches("(localhost|127(\\.[0-9]+){3}|\\[::1])(:[0-9]+)?");
  }
}
