package dev.laytime.activities.registry.embedded;

import dev.laytime.activities.registry.layout.Samples.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Raw requests, as the spec writes them. */
final class RegistryClient implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  RegistryClient(String address) {
    this.base = "http://" + address;
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  HttpResponse<String> head(String path) {
    return send("HEAD", path, BodyPublishers.noBody());
  }

  HttpResponse<String> delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  HttpResponse<String> post(String path) {
    return send("POST", path, BodyPublishers.noBody());
  }

  HttpResponse<String> post(String path, String body) {
    return send("POST", path, text(body));
  }

  HttpResponse<String> patch(String path, String body, String... headers) {
    return send("PATCH", path, text(body), headers);
  }

  HttpResponse<String> put(String path, String body, String... headers) {
    return send("PUT", path, text(body), headers);
  }

  /** Pushes a blob, or fails. */
  void pushBlob(String repository, Content blob) {
    String path = "/v2/" + repository + "/blobs/uploads/?digest=" + blob.digest();
    expect(201, send("POST", path, BodyPublishers.ofByteArray(blob.bytes())));
  }

  HttpResponse<String> putManifest(String repository, String selector, Content manifest) {
    return put(
        "/v2/" + repository + "/manifests/" + selector,
        manifest.text(),
        "Content-Type",
        manifest.mediaType());
  }

  /** Pushes a manifest, or fails. */
  void pushManifest(String repository, String selector, Content manifest) {
    expect(201, putManifest(repository, selector, manifest));
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }

  private static BodyPublisher text(String body) {
    return BodyPublishers.ofString(body, StandardCharsets.UTF_8);
  }

  private static void expect(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new AssertionError(response + ": " + response.body());
    }
  }
}
