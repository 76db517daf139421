package dev.laytime.e2e.counterpart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A worker's HTTP API, as anything may ask it. */
public final class LaytimeApi implements AutoCloseable {

  private static final Duration LEDGER = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String server;

  /**
   * @param server as in {@code http://127.0.0.1:8480}
   */
  public LaytimeApi(String server) {
    this.server = server;
  }

  /** Everything the ledger knows of a stage image; missing where it knows nothing. */
  public JsonNode life(String image) {
    return get("why?image=" + URLEncoder.encode(image, StandardCharsets.UTF_8))
        .path("lives")
        .path(0);
  }

  /** The state's label; {@code NONE} where there is no life now. */
  public String state(String image) {
    return life(image).path("why").path("state").asText("NONE");
  }

  /** When its story tells that something was done, as in "quarantined"; oldest first. */
  public List<Instant> times(String image, String done) {
    List<Instant> times = new ArrayList<>();
    for (JsonNode event : life(image).path("story")) {
      if (event.path("text").asText().startsWith(done + " ")) {
        times.add(Instant.parse(event.path("at").asText()));
      }
    }
    return times;
  }

  /** Whether the image has an obituary. */
  public boolean isBuried(String image) {
    return !life(image).path("obituaries").isEmpty();
  }

  /**
   * Any GET below {@code /api/v1/}; missing where the answer is 404. It is asked again while the
   * ledger does not answer.
   */
  public JsonNode get(String path) {
    try {
      Instant end = Instant.now().plus(LEDGER);
      HttpResponse<String> response = send(path);
      while (response.statusCode() == 503 && Instant.now().isBefore(end)) {
        Thread.sleep(PAUSE);
        response = send(path);
      }
      if (response.statusCode() == 404) {
        return json.missingNode();
      }
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            path + ": " + response.statusCode() + " " + response.body());
      }
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("GET " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /**
   * What any GET is answered, whatever its status.
   *
   * @param path on the server, as in {@code /actuator/prometheus}
   */
  public String text(String path) {
    try {
      return ask(path).body();
    } catch (IOException e) {
      throw new UncheckedIOException("GET " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private HttpResponse<String> send(String path) throws IOException, InterruptedException {
    return ask("/api/v1/" + path);
  }

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server + path)).build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
