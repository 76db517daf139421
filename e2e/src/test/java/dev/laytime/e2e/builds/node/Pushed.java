package dev.laytime.e2e.builds.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.e2e.counterpart.RegistryServer;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/**
 * What builders pushed, read with nothing of Laytime's own client.
 *
 * @param registry that shows everybody what it has
 * @param repository that they pushed to
 */
record Pushed(RegistryServer registry, Repository repository) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The platforms of an index, as its images have them, each with what the index says of it. */
  Map<String, String> platforms(Digest index) {
    Map<String, String> platforms = new TreeMap<>();
    for (JsonNode each : get("manifests", index.value()).path("manifests")) {
      JsonNode image = get("manifests", each.path("digest").asText());
      JsonNode config = get("blobs", image.path("config").path("digest").asText());
      platforms.put(platform(config), platform(each.path("platform")));
    }
    return platforms;
  }

  private static String platform(JsonNode of) {
    return of.path("os").asText() + "/" + of.path("architecture").asText();
  }

  private JsonNode get(String kind, String digest) {
    URI uri =
        URI.create(
            "http://%s/v2/%s/%s/%s".formatted(registry.host(), repository.path(), kind, digest));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header(
                "Accept",
                "application/vnd.oci.image.index.v1+json,"
                    + " application/vnd.docker.distribution.manifest.list.v2+json,"
                    + " application/vnd.oci.image.manifest.v1+json,"
                    + " application/vnd.docker.distribution.manifest.v2+json")
            .build();
    try (HttpClient http = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build()) {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
