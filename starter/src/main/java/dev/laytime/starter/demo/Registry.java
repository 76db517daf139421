package dev.laytime.starter.demo;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.temporal.RootCause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks into a registry with nothing of Laytime's between: what the script claims is seen by
 * somebody else. It reads only, and knows no credentials.
 */
final class Registry implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final String MANIFESTS =
      "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json,"
          + " application/vnd.docker.distribution.manifest.list.v2+json,"
          + " application/vnd.docker.distribution.manifest.v2+json";

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * A manifest.
   *
   * @param digest of the bytes that came, whatever the registry says
   */
  record Manifest(Digest digest, String text) {}

  /** Where manifests come from by digest. */
  interface Source {
    Manifest get(Digest digest);
  }

  /** What is there under a tag or a digest; empty where the registry says that nothing is. */
  Optional<Manifest> find(Reference image) {
    return send("GET", image.repository(), "manifests/" + image.selector())
        .map(body -> new Manifest(Layout.digest(body), new String(body, StandardCharsets.UTF_8)));
  }

  /**
   * What is there.
   *
   * @throws CommandFailure if nothing is
   */
  Manifest get(Reference image) {
    return find(image)
        .orElseThrow(() ->
            CommandFailure.error(
                "read " + image, "the registry has no such manifest", "check the reference"));
  }

  /** Whether a repository has a blob. */
  boolean hasBlob(Repository repository, Digest digest) {
    return send("HEAD", repository, "blobs/" + digest).isPresent();
  }

  private Optional<byte[]> send(String method, Repository repository, String what) {
    String host = repository.registry();
    URI address =
        URI.create(
            "%s://%s/v2/%s/%s"
                .formatted(isLoopback(host) ? "http" : "https", host, repository.path(), what));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Accept", MANIFESTS)
            .method(method, BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return switch (response.statusCode()) {
        case OK -> Optional.of(response.body());
        case NOT_FOUND -> Optional.empty();
        default -> throw unreadable(address, "HTTP status " + response.statusCode());
      };
    } catch (IOException e) {
      throw unreadable(address, RootCause.text(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking " + address, e);
    }
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.startsWith("localhost:") || host.startsWith("[::1]");
  }

  private static CommandFailure unreadable(URI address, String cause) {
    return CommandFailure.error(
        "look at " + address, cause, "the script reads registries without credentials");
  }

  @Override
  public void close() {
    client.close();
  }
}
