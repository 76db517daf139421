package dev.laytime.e2e.image;

import dev.laytime.image.Digest;
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
import org.jspecify.annotations.Nullable;

/**
 * Pushes into one repository, with nothing of Laytime's own client.
 *
 * @param host of a registry without TLS
 * @param repository in it
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#push">OCI
 *     distribution-spec, push</a>
 */
record RegistryPush(HttpClient http, String host, String repository) {

  /** Uploads a blob in one piece. */
  void blob(Digest digest, BodyPublisher content) {
    URI uploads = URI.create("http://" + host + "/v2/" + repository + "/blobs/uploads/");
    HttpResponse<String> session = send(uploads, "POST", BodyPublishers.noBody(), null, 202);
    String location = session.headers().firstValue("Location").orElseThrow();
    String separator = location.contains("?") ? "&" : "?";
    URI upload = uploads.resolve(location + separator + "digest=" + digest);
    send(upload, "PUT", content, "application/octet-stream", 201);
  }

  /** Writes a manifest or index under a tag or its digest. */
  void manifest(String selector, String mediaType, byte[] content) {
    URI uri = URI.create("http://" + host + "/v2/" + repository + "/manifests/" + selector);
    send(uri, "PUT", BodyPublishers.ofByteArray(content), mediaType, 201);
  }

  /** A manifest's bytes. */
  byte[] fetch(Digest digest) {
    URI uri = URI.create("http://" + host + "/v2/" + repository + "/manifests/" + digest);
    return send(uri, "GET", BodyPublishers.noBody(), null, 200)
        .body()
        .getBytes(StandardCharsets.UTF_8);
  }

  private HttpResponse<String> send(
      URI uri, String method, BodyPublisher body, @Nullable String type, int expected) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, body);
    if (method.equals("GET")) {
      request.header("Accept", "application/vnd.oci.image.index.v1+json");
    }
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new IllegalStateException(
            method + " " + uri + ": " + response.statusCode() + " " + response.body());
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted: " + method + " " + uri, e);
    }
  }
}
