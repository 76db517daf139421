package dev.laytime.activities.registry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.layout.Samples;
import dev.laytime.activities.registry.layout.Samples.Content;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry of its own for each test, and the images that they push. */
abstract class RegistryTest {

  static final Content CONFIG = Samples.blob("{}", "application/vnd.oci.image.config.v1+json");
  static final Content LAYER = Samples.blob("0123456789");
  static final Content IMAGE = Samples.image(CONFIG, LAYER, "");
  static final Content OTHER = Samples.image(CONFIG, LAYER, "\"annotations\":{\"is\":\"other\"},");
  static final Content INDEX = Samples.index("", IMAGE, OTHER);

  @TempDir Path root;

  final FakeTime time = new FakeTime();
  EmbeddedRegistry registry;
  RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(root, 0, time);
    client = new RegistryClient(registry.address());
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
  }

  void pushBlobs(String repository) {
    client.pushBlob(repository, CONFIG);
    client.pushBlob(repository, LAYER);
  }

  void pushImage(String repository, String tag) {
    pushBlobs(repository);
    client.pushManifest(repository, tag, IMAGE);
  }

  void pushIndex(String repository, String tag) {
    pushBlobs(repository);
    client.pushManifest(repository, IMAGE.digest().value(), IMAGE);
    client.pushManifest(repository, OTHER.digest().value(), OTHER);
    client.pushManifest(repository, tag, INDEX);
  }

  int statusOf(String path) {
    return client.get(path).statusCode();
  }

  static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
