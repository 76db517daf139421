package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The proxies on the way to registries and Git servers, chosen as Go's programs choose them: by
 * {@code HTTPS_PROXY} and {@code HTTP_PROXY}, never for this machine, nor for what {@code NO_PROXY}
 * names.
 *
 * @see <a href="https://pkg.go.dev/golang.org/x/net/http/httpproxy">Go's httpproxy</a>
 */
public final class Proxies {

  /** No proxies: every host is dialled. */
  public static final Proxies NONE = new Proxies(Map.of());

  private static final String PROXY = "laytime.proxy";
  private static final int DEFAULT_PORT = 80;

  private final Map<String, String> byScheme;
  private final NoProxy exceptions;

  private Proxies(Map<String, String> environment) {
    this.byScheme =
        Map.of(
            "https", variable(environment, "HTTPS_PROXY"),
            "http", variable(environment, "HTTP_PROXY"));
    this.exceptions = NoProxy.parse(variable(environment, "NO_PROXY"));
  }

  /** Those that an environment names, in capitals or else in small letters. */
  public static Proxies fromEnvironment(Map<String, String> environment) {
    return new Proxies(environment);
  }

  /**
   * The proxy that leads to an address; empty where it is dialled itself.
   *
   * @throws RegistryException if a proxy is set that we cannot speak to: going without it would be
   *     going another way than was asked for
   */
  public Optional<Proxy> to(URI target) throws RegistryException {
    String proxy = byScheme.getOrDefault(target.getScheme(), "");
    return proxy.isEmpty() || exceptions.match(target)
        ? Optional.empty()
        : Optional.of(Proxy.parse(proxy, target));
  }

  private static String variable(Map<String, String> environment, String name) {
    String capitals = environment.getOrDefault(name, "").strip();
    return capitals.isEmpty()
        ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip()
        : capitals;
  }

  /**
   * One proxy. Its text never shows the password.
   *
   * @param login what it is told; null for nothing
   */
  public record Proxy(String host, int port, Credential.@Nullable UsernamePassword login) {

    /** A host and port alone is an HTTP proxy. */
    static Proxy parse(String text, URI target) throws RegistryException {
      URI uri;
      try {
        uri = URI.create(text.contains("://") ? text : "http://" + text);
      } catch (IllegalArgumentException e) {
        throw unusable(target);
      }
      if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
        throw unusable(target);
      }
      int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
      return new Proxy(AddressGuard.bare(uri.getHost()), port, login(uri.getUserInfo()));
    }

    /** Makes a request to a target go through this proxy, which is resolved for itself. */
    void lead(HttpUriRequestBase request, URI target, HttpClientContext context)
        throws UnknownHostException {
      HttpHost proxy = new HttpHost("http", InetAddress.getByName(host), host, port);
      context.setAttribute(PROXY, proxy);
      if (login == null) {
        return;
      }
      if (target.getScheme().equals("http")) {
        // No tunnel: a proxy that asked first would find a body that can be sent only once.
        request.setHeader("Proxy-Authorization", Authentication.basic(login));
      } else {
        BasicCredentialsProvider logins = new BasicCredentialsProvider();
        logins.setCredentials(
            new AuthScope(proxy),
            new UsernamePasswordCredentials(login.username(), login.password().toCharArray()));
        context.setCredentialsProvider(logins);
      }
    }

    private static Credential.@Nullable UsernamePassword login(@Nullable String userInfo) {
      if (userInfo == null) {
        return null;
      }
      int colon = userInfo.indexOf(':');
      return colon < 0
          ? new Credential.UsernamePassword(userInfo, "")
          : new Credential.UsernamePassword(
              userInfo.substring(0, colon), userInfo.substring(colon + 1));
    }

    /** What is set is not shown: a password may stand in it. */
    private static RegistryException unusable(URI target) {
      String scheme = String.valueOf(target.getScheme()).toUpperCase(Locale.ROOT);
      return new RegistryException(
          FailureType.REFUSED,
          "find the proxy to " + target.getHost(),
          scheme + "_PROXY names none that can be used",
          "set it to http://HOST:PORT, or name the host in NO_PROXY");
    }
  }

  /** Sends a request where its context says. */
  static final class Route extends DefaultRoutePlanner {

    Route() {
      super(null);
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
      return (HttpHost) context.getAttribute(PROXY);
    }
  }
}
