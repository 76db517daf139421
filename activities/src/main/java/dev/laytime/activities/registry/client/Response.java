package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** A registry's answer. Closing it before its end drops the connection. */
final class Response implements Closeable, RateLimits.Answer {

  private static final int LONGEST_ERROR = 64 * 1024;
  private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

  private final URI uri;
  private final String login;
  private final HttpUriRequestBase request;
  private final ClassicHttpResponse response;
  private final String what;
  private byte @Nullable [] error;

  Response(
      URI uri,
      String login,
      HttpUriRequestBase request,
      ClassicHttpResponse response,
      String what) {
    this.login = login;
    this.uri = uri;
    this.request = request;
    this.response = response;
    this.what = what;
  }

  @Override
  public int status() {
    return response.getCode();
  }

  /** Whether the other side has no time, and says nothing of what it was asked. */
  boolean isBusy() {
    return BUSY.contains(status());
  }

  @Override
  public boolean isToHead() {
    return request.getMethod().equals("HEAD");
  }

  boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** What the body is, without parameters; empty where it is not said. */
  String mediaType() {
    return MediaTypes.withoutParameters(header("Content-Type").orElse(""));
  }

  List<String> headers(String name) {
    return Stream.of(response.getHeaders(name)).map(Header::getValue).toList();
  }

  /** Where a {@code Location} leads, seen from the request. */
  Optional<URI> location() throws RegistryException {
    Optional<String> location = header("Location");
    try {
      return location.map(to -> Links.resolve(uri, to));
    } catch (IllegalArgumentException e) {
      throw RegistryErrors.unusable(what, "its Location is malformed");
    }
  }

  /** The body; empty where there is none. */
  InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? new ByteArrayInputStream(new byte[0]) : entity.getContent();
  }

  /**
   * The whole body.
   *
   * @param limit the most bytes that it may have
   */
  byte[] bytes(int limit) throws RegistryException {
    try {
      byte[] bytes = body().readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new RegistryException(
            FailureType.UNSUPPORTED,
            what,
            "the answer is longer than %d bytes".formatted(limit),
            "no such document should be; ask the registry's owner");
      }
      return bytes;
    } catch (IOException e) {
      throw RegistryErrors.broken(what, e);
    }
  }

  /** The first code of an error's document; empty where there is none. Reads the body. */
  String errorCode() {
    return RegistryErrors.code(errorBody());
  }

  /** This answer as an error. */
  RegistryException toException() {
    return RegistryErrors.answered(
        status(),
        what,
        new RegistryErrors.Side(uri.getAuthority(), login),
        errorBody(),
        RateLimits.retryAfter(this, Instant.now()));
  }

  /** The connection is kept if little or nothing is left to read, else dropped. */
  @Override
  public void close() {
    try {
      HttpEntity entity = response.getEntity();
      boolean brief =
          entity == null
              || (entity.getContentLength() >= 0 && entity.getContentLength() <= LONGEST_ERROR);
      if (!brief) {
        request.cancel(); // does nothing to a body that was read to its end
      }
      response.close();
    } catch (IOException e) {
      // the connection is dropped either way
    }
  }

  private byte[] errorBody() {
    if (error == null) {
      try {
        error = body().readNBytes(LONGEST_ERROR);
      } catch (IOException e) {
        error = new byte[0];
      }
    }
    return error;
  }
}
