package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Urgency;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/** Requests to one registry with one scope: authenticated, redirected where that is safe. */
final class Exchange {

  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> WRITING = Set.of("POST", "PUT");

  private final Transport transport;
  private final Authentication authentication;
  private final Scope scope;
  private final @Nullable MissingRepositories missing;
  private final RequestCount count;
  private final boolean anonymous;
  private final Urgency urgency;

  Exchange(RegistryClient.Connection connection, Scope scope) {
    this(connection, scope, new RequestCount());
  }

  /** One whose requests are counted with those of others. */
  Exchange(RegistryClient.Connection connection, Scope scope, RequestCount count) {
    this(
        connection.transport(),
        connection.authentication(),
        scope,
        connection.missing(),
        count,
        false,
        connection.urgency());
  }

  private Exchange(
      Transport transport,
      Authentication authentication,
      Scope scope,
      @Nullable MissingRepositories missing,
      RequestCount count,
      boolean anonymous,
      Urgency urgency) {
    this.transport = transport;
    this.authentication = authentication;
    this.scope = scope;
    this.missing = missing;
    this.count = count;
    this.anonymous = anonymous;
    this.urgency = urgency;
  }

  /** The same that tells nobody who we are, not even the registry: for what others point us to. */
  Exchange anonymous() {
    return new Exchange(transport, authentication, scope, null, count, true, urgency);
  }

  /** The address of something below the registry's {@code /v2/}. */
  URI uri(String path) {
    return transport.endpoint().base().resolve("/v2/" + path);
  }

  /** The registry's host, for messages. */
  String host() {
    return transport.endpoint().registry();
  }

  /**
   * Sends a request that can be sent again, and once more where the registry asks who we are, or
   * lacks the repository that is written to and somebody creates it.
   *
   * @param method makes the request for an address
   * @return the answer, of whatever status but a redirect
   */
  Response send(Function<URI, HttpUriRequestBase> method, URI uri, String what)
      throws RegistryException {
    Response response = sendAsked(method, uri, what);
    if (missing == null || !lacksRepository(method.apply(uri), response)) {
      return response;
    }
    response.close();
    missing.create(new Repository(host(), scope.repository()));
    return sendAsked(method, uri, what);
  }

  /** Whether something was written to a repository that the registry says it has not. */
  private boolean lacksRepository(HttpUriRequestBase request, Response response) {
    return response.status() == 404
        && WRITING.contains(request.getMethod())
        && knowsUs(request)
        && response.errorCode().equals("NAME_UNKNOWN");
  }

  private Response sendAsked(Function<URI, HttpUriRequestBase> method, URI uri, String what)
      throws RegistryException {
    HttpUriRequestBase first = method.apply(uri);
    Response response = sendOnce(first, Token.FOR_A_REQUEST, what);
    if (response.status() == 401 && learn(first, response)) {
      response.close();
      response = sendOnce(method.apply(uri), Token.FOR_A_REQUEST, what);
    }
    return response;
  }

  /**
   * Learns from a 401 how to ask the next time. Only from the registry's own: a host that it sends
   * us to could name a token server of its choice.
   *
   * @return false if that cannot help
   */
  private boolean learn(HttpUriRequestBase refused, Response refusal) throws RegistryException {
    return knowsUs(refused) && authentication.learn(refusal, scope);
  }

  /**
   * Uploads a blob or a part of it, with a token that is not about to end; earlier requests must
   * have authenticated. The answer may take as long as a registry needs to commit what it has
   * whole.
   *
   * @param method makes the request for an address
   * @throws RegistryException also if the registry itself no longer accepts our token, and that
   *     late that the content cannot be sent again: the next attempt has a new one
   */
  Response upload(
      Function<URI, HttpUriRequestBase> method, URI uri, BlobEntity content, String what)
      throws RegistryException {
    HttpUriRequestBase first = carrying(content, method.apply(uri));
    Response response = sendOnce(first, Token.FOR_AN_UPLOAD, what);
    if (response.status() != 401 || !knowsUs(first)) {
      return response;
    }
    try (response) {
      if (learn(first, response) && content.isRepeatable()) {
        return sendOnce(carrying(content, method.apply(uri)), Token.FOR_AN_UPLOAD, what);
      }
    }
    throw new RegistryException(
        FailureType.UNAVAILABLE,
        what,
        "our token was no longer accepted in the middle of the upload",
        "the next attempt has a new one");
  }

  private HttpUriRequestBase carrying(BlobEntity content, HttpUriRequestBase request) {
    request.setEntity(content);
    transport.awaitCommit(request);
    return request;
  }

  /** Sends a request as it is; what the registry asked for earlier goes to the registry alone. */
  private Response sendOnce(HttpUriRequestBase request, Duration token, String what)
      throws RegistryException {
    count.add(request.getMethod());
    String login = knowsUs(request) ? authentication.authorize(request, scope, token, urgency) : "";
    return transport.send(request, login, urgency, what);
  }

  /** Gets an address, and what it redirects to; credentials stay with the registry. */
  Response get(URI uri, String accept, String what) throws RegistryException {
    return follow(
        target -> {
          HttpGet get = new HttpGet(target);
          get.setHeader("Accept", accept);
          return get;
        },
        uri,
        what);
  }

  /** As {@link #get}, from a byte on; who is asked may ignore that. */
  Response getFrom(long first, URI uri, String accept, String what) throws RegistryException {
    return follow(
        target -> {
          HttpGet get = new HttpGet(target);
          get.setHeader("Accept", accept);
          get.setHeader("Range", "bytes=" + first + "-");
          return get;
        },
        uri,
        what);
  }

  /** As {@link #get}, without the body. */
  Response head(URI uri, String accept, String what) throws RegistryException {
    return follow(
        target -> {
          HttpHead head = new HttpHead(target);
          head.setHeader("Accept", accept);
          return head;
        },
        uri,
        what);
  }

  private Response follow(Function<URI, HttpUriRequestBase> method, URI uri, String what)
      throws RegistryException {
    Response response = send(method, uri, what);
    for (int hops = 0; REDIRECTS.contains(response.status()); hops++) {
      Optional<URI> next = response.location();
      response.close();
      if (next.isEmpty() || hops == MOST_REDIRECTS) {
        throw RegistryErrors.unusable(
            what, next.isEmpty() ? "it redirects to nowhere" : "it redirects more than 5 times");
      }
      response = send(method, next.get(), what);
    }
    return response;
  }

  /** Whether an address is the registry's own: it asks there who we are. */
  boolean isToRegistry(URI uri) {
    return transport.endpoint().isSameOrigin(uri);
  }

  private boolean knowsUs(HttpUriRequestBase request) {
    try {
      return !anonymous && isToRegistry(request.getUri());
    } catch (java.net.URISyntaxException | NullPointerException e) {
      return false;
    }
  }
}
