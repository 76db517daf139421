package dev.laytime.starter.temporal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks a worker's HTTP API who it is. */
final class ServerClient {

  private static final int OK = 200;
  private static final long LONGEST_BODY = 64 * 1024;

  /**
   * @param server the API's address, as in {@code http://127.0.0.1:8480}
   * @param patience how long connecting and answering may take, each
   * @return who answers; empty where it is not Laytime
   * @throws UncheckedIOException if nobody answers in time
   */
  Optional<RunningWorker> ask(URI server, Duration patience) {
    String base = server.toString();
    URI info = URI.create((base.endsWith("/") ? base : base + "/") + "api/v1/info");
    HttpRequest request = HttpRequest.newBuilder(info).timeout(patience).build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build()) {
      HttpResponse<String> response =
          client.send(
              request,
              BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LONGEST_BODY));
      return response.statusCode() == OK ? RunningWorker.parse(response.body()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking " + info, e);
    }
  }
}
