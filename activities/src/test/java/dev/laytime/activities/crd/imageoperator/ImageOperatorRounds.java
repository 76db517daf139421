package dev.laytime.activities.crd.imageoperator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.FakeCluster;
import dev.laytime.activities.crd.ObjectKind;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster of a few objects, and rounds over it. */
class ImageOperatorRounds {

  static final ObjectKind IMAGES = ImageOperatorSettings.IMAGES;
  static final ObjectKind DEPLOYMENTS =
      new ObjectKind("apps/v1", "Deployment", "deployments", true);
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final String EXACT =
      "'source': {'name': 'quay.io/org/app', 'version': '1.2'},"
          + " 'destination': {'name': 'reg.test/org/app', 'version': 'stable'}";
  static final String PATTERN =
      "'source': {'name': 'quay.io/org/app', 'version': '1.2.x'},"
          + " 'destination': {'name': 'reg.test/org/app', 'version': '1.2.x'}";

  final FakeCluster cluster = new FakeCluster();
  final RememberingWorker world = new RememberingWorker();
  Instant now = NOW;
  ImageOperatorSettings settings =
      new ImageOperatorSettings(List.of(), List.of("reg.test/**"), List.of(), null);
  private @Nullable ImageOperatorAdapter adapter;

  ImageOperatorAdapter adapter() {
    if (adapter == null) {
      adapter =
          new ImageOperatorAdapter(
              settings, world, new EventWriter("worker", () -> now), () -> now);
    }
    return adapter;
  }

  void round() throws IOException {
    assertThat(adapter().round(cluster).trouble()).isEmpty();
  }

  void image(String name, String spec) throws IOException {
    image(name, "2026-10-01", spec);
  }

  void image(String name, String day, String spec) throws IOException {
    cluster.put(
        IMAGES,
        """
        {'metadata': {'namespace': 'shop', 'name': '%s',
          'creationTimestamp': '%sT00:00:00Z'}, 'spec': {%s}}
        """
            .formatted(name, day, spec));
  }

  JsonNode status(String name) {
    return cluster.object(IMAGES, "shop", name).path("status");
  }

  String ready(String name) {
    JsonNode ready = status(name).path("conditions").path(0);
    return ready.path("status").asText() + " " + ready.path("reason").asText();
  }

  String message(String name) {
    return status(name).path("conditions").path(0).path("message").asText();
  }
}
