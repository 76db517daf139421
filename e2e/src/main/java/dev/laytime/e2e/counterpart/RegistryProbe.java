package dev.laytime.e2e.counterpart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Looks into a registry with nothing of Laytime's own client. */
public final class RegistryProbe implements AutoCloseable {

  private static final String ACCEPT =
      "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json,"
          + " application/vnd.docker.distribution.manifest.list.v2+json,"
          + " application/vnd.docker.distribution.manifest.v2+json";

  private final HttpClient http = HttpClient.newHttpClient();

  /** The digest that an image names ({@code HOST/REPOSITORY:TAG} or {@code …@DIGEST}). */
  public Optional<String> digest(String image) {
    HttpResponse<Void> response =
        send(
            HttpRequest.newBuilder(manifest(image))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .header("Accept", ACCEPT),
            image);
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    if (response.statusCode() != 200) {
      throw new IllegalStateException("HEAD " + image + ": " + response.statusCode());
    }
    return response.headers().firstValue("Docker-Content-Digest");
  }

  /** Whether an image can be pulled. */
  public boolean has(String image) {
    return digest(image).isPresent();
  }

  /** Writes a manifest under a selector, as a push by somebody else does. */
  public void put(String image, String mediaType, byte[] content) {
    HttpResponse<Void> response =
        send(
            HttpRequest.newBuilder(manifest(image))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .header("Content-Type", mediaType),
            image);
    if (response.statusCode() != 201) {
      throw new IllegalStateException("PUT " + image + ": " + response.statusCode());
    }
  }

  /** Takes a tag away, as somebody else may. */
  public void delete(String image) {
    HttpResponse<Void> response = send(HttpRequest.newBuilder(manifest(image)).DELETE(), image);
    if (response.statusCode() != 202) {
      throw new IllegalStateException("DELETE " + image + ": " + response.statusCode());
    }
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpResponse<Void> send(HttpRequest.Builder request, String image) {
    try {
      return http.send(request.build(), BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException("Ask for " + image, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static URI manifest(String image) {
    int slash = image.indexOf('/');
    String rest = image.substring(slash + 1);
    int at = rest.indexOf('@') >= 0 ? rest.indexOf('@') : rest.lastIndexOf(':');
    return URI.create(
        "http://%s/v2/%s/manifests/%s"
            .formatted(image.substring(0, slash), rest.substring(0, at), rest.substring(at + 1)));
  }
}
