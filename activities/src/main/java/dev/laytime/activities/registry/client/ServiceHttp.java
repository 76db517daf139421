package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks services that are no registries: those of clouds that tell a process who it is. Whom it asks
 * stands in our code, in the process's environment or in a file that this names, never in what a
 * registry says; so no guard of addresses is needed. Nothing is followed, and nothing asked twice.
 */
public final class ServiceHttp {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration SILENCE_OF_MACHINE = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int LONGEST_ANSWER = 256 * 1024;

  private final Proxies proxies;
  private final CloseableHttpClient http;

  /** What is done. */
  public enum Method {
    GET,
    POST,
    PUT
  }

  /**
   * A question. Its text never shows what it says.
   *
   * @param headers besides those that any has
   * @param body empty for none
   */
  public record Request(Method method, URI uri, Map<String, String> headers, String body) {

    /** A question that nobody can change any more. */
    public Request {
      headers = Map.copyOf(headers);
    }

    /** One without a body. */
    public static Request get(URI uri, Map<String, String> headers) {
      return new Request(Method.GET, uri, headers, "");
    }

    @Override
    public String toString() {
      return "Request[" + method + " " + uri.getHost() + "]";
    }
  }

  /** What was answered. Its text never shows what it says. */
  public record Answer(int status, String body) {

    /** Whether it is what was asked for. */
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /** One that opens no connection before it is asked. */
  public ServiceHttp(Proxies proxies) {
    this.proxies = proxies;
    this.http =
        HttpClients.custom()
            .setUserAgent("laytime")
            .setRoutePlanner(new Proxies.Route())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(timeout(CONNECT))
                            .setSocketTimeout(timeout(SILENCE))
                            .setValidateAfterInactivity(TimeValue.of(IDLE))
                            .setTimeToLive(TimeValue.ofMinutes(1))
                            .build())
                    .build())
            .build();
  }

  /**
   * Asks a service.
   *
   * @param what for people, as in "get a token for ECR in eu-west-1"
   * @throws RegistryException if there was no answer
   */
  public Answer ask(Request request, String what) throws RegistryException {
    HttpClientContext context = HttpClientContext.create();
    HttpUriRequestBase message = message(request, SILENCE);
    try {
      Optional<Proxies.Proxy> proxy = proxies.to(request.uri());
      if (proxy.isPresent()) {
        proxy.get().lead(message, request.uri(), context);
      }
      return answer(message, context);
    } catch (IOException e) {
      throw RegistryErrors.broken(what, e);
    }
  }

  /**
   * Asks what clouds have on their machines, without any proxy.
   *
   * @return empty where nothing is there, as on a machine of one's own
   * @throws RegistryException if it broke off
   */
  public Optional<Answer> askMachine(Request request, String what) throws RegistryException {
    try {
      return Optional.of(answer(message(request, SILENCE_OF_MACHINE), HttpClientContext.create()));
    } catch (ConnectException
        | NoRouteToHostException
        | UnknownHostException
        | SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw RegistryErrors.broken(what, e);
    }
  }

  private Answer answer(HttpUriRequestBase message, HttpClientContext context) throws IOException {
    try (ClassicHttpResponse response = http.executeOpen(null, message, context)) {
      HttpEntity entity = response.getEntity();
      if (entity == null) {
        return new Answer(response.getCode(), "");
      }
      try (InputStream body = entity.getContent()) {
        byte[] bytes = body.readNBytes(LONGEST_ANSWER);
        return new Answer(response.getCode(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
  }

  private static HttpUriRequestBase message(Request request, Duration silence) {
    HttpUriRequestBase message =
        switch (request.method()) {
          case GET -> new HttpGet(request.uri());
          case POST -> new HttpPost(request.uri());
          case PUT -> new HttpPut(request.uri());
        };
    request.headers().forEach(message::setHeader);
    if (request.method() != Method.GET) {
      // The type of the content is among the headers.
      message.setEntity(new ByteArrayEntity(request.body().getBytes(StandardCharsets.UTF_8), null));
    }
    message.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(timeout(SILENCE))
            .setResponseTimeout(timeout(silence))
            .build());
    return message;
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
