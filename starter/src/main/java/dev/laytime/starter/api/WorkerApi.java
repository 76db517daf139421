package dev.laytime.starter.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.Json;
import dev.laytime.starter.temporal.RootCause;
import dev.laytime.view.Answer;
import dev.laytime.view.Wish;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;

/** A running worker's API. */
public final class WorkerApi {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LONGEST_BODY = 16L * 1024 * 1024;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private final URI server;

  /**
   * @param server the worker's address, as in {@code http://127.0.0.1:8480}
   */
  public WorkerApi(URI server) {
    this.server = server;
  }

  /**
   * Reads.
   *
   * @param attempted what for, as in "list images"
   * @param path below {@code /api/v1/}
   * @throws CommandFailure if it does not answer, or not with that
   */
  public <T> T get(String attempted, String path, Map<String, String> query, Class<T> type) {
    return parsed(attempted, ok(attempted, read(attempted, path, query)), type);
  }

  /**
   * Reads what may not be there.
   *
   * @return empty where the worker knows of no such thing
   * @throws CommandFailure as {@link #get}
   */
  public <T> Optional<T> find(
      String attempted, String path, Map<String, String> query, Class<T> type) {
    HttpResponse<String> response = read(attempted, path, query);
    return response.statusCode() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(parsed(attempted, ok(attempted, response), type));
  }

  /**
   * Writes.
   *
   * @param path below {@code /api/v1/}, its names {@link #segment}s
   * @param token that the worker wants for writes
   * @throws CommandFailure if it does not answer, or refuses
   */
  public Answer post(String attempted, String path, Wish wish, String token) {
    return post(attempted, path, wish, token, Answer.class);
  }

  /** The same, of any body, for any answer. */
  public <T> T post(String attempted, String path, Object body, String token, Class<T> type) {
    return parsed(attempted, ok(attempted, written(attempted, path, body, token)), type);
  }

  /**
   * The same about what may not be there.
   *
   * @return empty where the worker knows of no such thing
   */
  public <T> Optional<T> find(
      String attempted, String path, Object body, String token, Class<T> type) {
    HttpResponse<String> response = written(attempted, path, body, token);
    return response.statusCode() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(parsed(attempted, ok(attempted, response), type));
  }

  /** The same of what proves itself, by headers in the place of a token. */
  public <T> T post(
      String attempted, String path, Object body, Map<String, String> headers, Class<T> type) {
    HttpRequest.Builder request = written(path, body);
    headers.forEach(request::header);
    return parsed(attempted, ok(attempted, send(attempted, request)), type);
  }

  private HttpRequest.Builder written(String path, Object body) {
    return HttpRequest.newBuilder(address(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(Json.line(body)));
  }

  private HttpResponse<String> written(String attempted, String path, Object body, String token) {
    return send(attempted, written(path, body).header("Authorization", "Bearer " + token));
  }

  /** A name as one segment of a path. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private URI address(String path) {
    String base = server.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + "api/v1/" + path);
  }

  private static String written(Map<String, String> query) {
    return query.isEmpty()
        ? ""
        : query.entrySet().stream()
            .map(WorkerApi::written)
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String written(Entry<String, String> parameter) {
    return parameter.getKey() + "=" + segment(parameter.getValue());
  }

  private HttpResponse<String> read(String attempted, String path, Map<String, String> query) {
    return send(attempted, HttpRequest.newBuilder(address(path + written(query))).GET());
  }

  private String ok(String attempted, HttpResponse<String> response) {
    if (response.statusCode() != OK) {
      throw ApiFailures.of(attempted, server, response.statusCode(), response.body());
    }
    return response.body();
  }

  private HttpResponse<String> send(String attempted, HttpRequest.Builder request) {
    HttpRequest asked = request.timeout(PATIENCE).header("Accept", "application/json").build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      return client.send(
          asked,
          BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST_BODY));
    } catch (IOException e) {
      throw CommandFailure.error(
          attempted,
          "the worker at %s: %s".formatted(server, RootCause.text(e)),
          "look whether it still runs, and into its log");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking " + server, e);
    }
  }

  private <T> T parsed(String attempted, String body, Class<T> type) {
    try {
      return Json.read(body, type);
    } catch (JsonProcessingException e) {
      throw CommandFailure.error(
          attempted,
          "the worker at %s answers what cannot be understood: %s"
              .formatted(server, e.getOriginalMessage()),
          "use a worker and a command line of the same version");
    }
  }
}
