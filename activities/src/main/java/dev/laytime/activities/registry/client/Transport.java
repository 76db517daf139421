package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import dev.laytime.ledger.Urgency;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The only way to a registry and to what it points at: guarded addresses, no downgrade, bounded
 * times, every request paid for, nothing followed or retried on its own.
 *
 * <p>Each registry has a transport of its own, so that no connection which one registry may use is
 * ever lent to another.
 */
final class Transport implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int CONNECTIONS = 256;
  private static final int SOCKET_BUFFER = 256 * 1024;

  /** Signed addresses are long, and no honest head is longer than many of them. */
  private static final Http1Config BOUNDED_HEADS =
      Http1Config.custom().setMaxLineLength(32 * 1024).setMaxHeaderCount(200).build();

  /** A registry may refuse an upload before it has all of it; then its reason is heard. */
  private static final ManagedHttpClientConnectionFactory CONNECTIONS_THAT_LISTEN =
      ManagedHttpClientConnectionFactory.builder()
          .http1Config(BOUNDED_HEADS)
          .responseOutOfOrderStrategy(new EarlyAnswers())
          .build();

  private final Endpoint endpoint;
  private final Access access;
  private final Proxies proxies;
  private final Function<String, Toll> tolls;
  private final AddressGuard guard;
  private final RequestConfig usual;
  private final RequestConfig committing;
  private final CloseableHttpClient http;

  /**
   * How long an answer may take to begin.
   *
   * @param silence usually, and between any two bytes
   * @param commit after a blob was sent
   */
  record Patience(Duration silence, Duration commit) {

    static final Patience USUAL = new Patience(Duration.ofSeconds(60), ImageStore.LONGEST_COMMIT);
  }

  /**
   * @param tolls where requests are paid for, by login
   * @param guard of the registry's host, shared by all that lead there
   */
  Transport(
      Endpoint endpoint,
      String userAgent,
      Access access,
      Proxies proxies,
      Function<String, Toll> tolls,
      AddressGuard guard) {
    this(endpoint, userAgent, access, proxies, tolls, guard, guard, Patience.USUAL);
  }

  /**
   * @param dialled gives the addresses that are dialled: the guard itself, but where what stands
   *     for the open network is on this machine
   */
  Transport(
      Endpoint endpoint,
      String userAgent,
      Access access,
      Proxies proxies,
      Function<String, Toll> tolls,
      AddressGuard guard,
      DnsResolver dialled,
      Patience patience) {
    this.endpoint = endpoint;
    this.access = access;
    this.proxies = proxies;
    this.tolls = tolls;
    this.guard = guard;
    this.usual = answeredWithin(patience.silence(), patience);
    this.committing = answeredWithin(patience.commit(), patience);
    this.http =
        HttpClients.custom()
            .setUserAgent(userAgent)
            .setRoutePlanner(new Proxies.Route())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState() // all that is asked here is asked as one, certificate or not
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(dialled)
                    .setConnectionFactory(CONNECTIONS_THAT_LISTEN)
                    .setTlsSocketStrategy(RegistryTls.of(endpoint))
                    .setMaxConnTotal(CONNECTIONS)
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setDefaultSocketConfig(
                        SocketConfig.custom()
                            .setSoTimeout(timeout(patience.silence()))
                            .setTcpNoDelay(true)
                            .setRcvBufSize(SOCKET_BUFFER)
                            .setSndBufSize(SOCKET_BUFFER)
                            .build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(timeout(CONNECT))
                            .setSocketTimeout(timeout(patience.silence()))
                            .setValidateAfterInactivity(TimeValue.of(IDLE))
                            .setTimeToLive(TimeValue.ofMinutes(10))
                            .build())
                    .build())
            .setDefaultRequestConfig(usual)
            .build();
  }

  /** The registry that this transport belongs to. */
  Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Sends one request and returns its answer, whatever its status.
   *
   * @param login whose request it is; empty for nobody's
   * @param urgency of what it is for
   * @throws RegistryException if there was no answer, the address must not be asked, or the request
   *     is another than this transport is for
   */
  Response send(HttpUriRequestBase request, String login, Urgency urgency, String what)
      throws RegistryException {
    if (!access.allows(request.getMethod())) {
      throw access == Access.DRY_RUN
          ? RegistryErrors.dryRun(what)
          : new RegistryException(
              FailureType.REFUSED,
              what,
              "this way to the registry carries no " + request.getMethod(),
              "where a repository is only looked at, nothing is written");
    }
    URI uri = checked(request, what);
    // What it sends us elsewhere for, as to a store of blobs, costs the registry nothing.
    return endpoint.isSameOrigin(uri)
        ? sendPaid(request, uri, login, urgency, what)
        : ask(request, uri, what);
  }

  /**
   * Asks what some want asked by POST, as a token server or a vendor's own API: nothing in a
   * repository changes by it.
   */
  Response sendQuestion(HttpUriRequestBase request, String login, Urgency urgency, String what)
      throws RegistryException {
    return sendPaid(request, checked(request, what), login, urgency, what);
  }

  /** Lets the answer to a request take as long as a registry may need to commit a blob. */
  void awaitCommit(HttpUriRequestBase request) {
    request.setConfig(committing);
  }

  private Response sendPaid(
      HttpUriRequestBase request, URI uri, String login, Urgency urgency, String what)
      throws RegistryException {
    Toll toll = tolls.apply(login);
    toll.pay(what, urgency);
    Response response;
    try {
      response = ask(request, uri, what);
    } finally {
      toll.answered();
    }
    RateLimits.heard(response, Instant.now()).ifPresent(toll::slow);
    RateLimits.quota(response).ifPresent(toll::told);
    return response;
  }

  private Response ask(HttpUriRequestBase request, URI uri, String what) throws RegistryException {
    try {
      return new Response(uri, endpoint.login(), request, execute(request, uri, what), what);
    } catch (ForbiddenAddressException e) {
      throw e.toRegistryException(what);
    } catch (IOException e) {
      throw RegistryErrors.broken(what, e);
    }
  }

  @Override
  public void close() {
    http.close(org.apache.hc.core5.io.CloseMode.GRACEFUL);
  }

  private URI checked(HttpUriRequestBase request, String what) throws RegistryException {
    URI uri;
    try {
      uri = request.getUri();
    } catch (java.net.URISyntaxException e) {
      throw refused(what, "an address is malformed: " + RegistryErrors.clean(e.getMessage()));
    }
    boolean plainAllowed = endpoint.isPlain();
    boolean web =
        "https".equals(uri.getScheme()) || (plainAllowed && "http".equals(uri.getScheme()));
    if (!web || uri.getHost() == null || request.getAuthority().getUserInfo() != null) {
      throw refused(what, "it would lead to " + RegistryErrors.clean(withoutQuery(uri)));
    }
    return uri;
  }

  /** Queries of upload locations and redirects are often signed: they are never shown. */
  private static String withoutQuery(URI uri) {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPath() == null ? "" : uri.getPath());
  }

  private static RegistryException refused(String what, String said) {
    return new RegistryException(
        FailureType.FORBIDDEN_ADDRESS,
        what,
        said,
        "only https, without a user in the address, is followed; plain http needs `insecure: true`"
            + " for that registry");
  }

  /**
   * Sends it the way that leads there. Behind a proxy it is the proxy that resolves the name, so
   * that what we know of the name is all we can check.
   */
  private ClassicHttpResponse execute(HttpUriRequestBase request, URI uri, String what)
      throws IOException {
    Optional<Proxies.Proxy> proxy = proxies.to(uri);
    HttpClientContext context = HttpClientContext.create();
    if (proxy.isEmpty()) {
      return http.executeOpen(null, request, context);
    }
    guard.checkName(uri.getHost());
    proxy.get().lead(request, uri, context);
    ClassicHttpResponse response = http.executeOpen(null, request, context);
    if (isOfTheProxy(uri, context)) {
      response.close();
      throw RegistryErrors.refusedByProxy(response.getCode(), what, proxy.get());
    }
    return response;
  }

  /**
   * Whether an answer came without the TLS that was asked for: then the proxy made no tunnel, and
   * it says nothing of what the registry has or wants.
   */
  private static boolean isOfTheProxy(URI uri, HttpClientContext context) {
    return "https".equals(uri.getScheme()) && context.getSSLSession() == null;
  }

  private static RequestConfig answeredWithin(Duration answer, Patience patience) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(timeout(patience.silence()))
        .setResponseTimeout(timeout(answer))
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
