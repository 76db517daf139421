package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activities.registry.client.TlsFiles;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository in which builders work. */
class BuildWorkshopTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private EmbeddedRegistry registry;
  private ImageStores stores;
  private Repository repository;

  @BeforeEach
  void open() throws IOException {
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    stores = new ImageStores(ClientSettings.of(List.of(), Credentials.NONE), _ -> false);
    repository = new Repository(registry.address(), "dev/laytime-build/app");
  }

  @AfterEach
  void close() {
    stores.close();
    registry.close();
  }

  @Test
  void getsASourceUnderItsDigestAlone() throws IOException {
    BuildWorkshop workshop = new BuildWorkshop(stores);
    Path file = Files.writeString(directory.resolve("source"), "the source");

    Digest digest = workshop.put(file, repository);

    assertThat(workshop.put(file, repository)).isEqualTo(digest);
    assertThat(workshop.has(repository, digest)).isTrue();
    assertThat(workshop.has(repository, Digest.of("sha256", "ab".repeat(32)))).isFalse();
    assertThat(layout().tags()).isEmpty();
    JsonNode manifest = read(digest);
    assertThat(manifest.path("artifactType").asText())
        .isEqualTo("application/vnd.laytime.build-source.v1");
    assertThat(manifest.path("layers")).hasSize(1);
    try (InputStream layer =
        layout().readBlob(new Digest(manifest.at("/layers/0/digest").asText()))) {
      assertThat(layer).hasContent("the source");
    }
  }

  @Test
  void joinsWhatItHasToAnIndex() throws IOException {
    BuildWorkshop workshop = new BuildWorkshop(stores);
    Digest one = workshop.put(Files.writeString(directory.resolve("1"), "one"), repository);
    Digest two = workshop.put(Files.writeString(directory.resolve("2"), "two"), repository);

    JsonNode index =
        read(
            workshop.join(
                List.of(
                    new BuildWorkshop.Part(Platform.parse("linux/amd64"), one),
                    new BuildWorkshop.Part(Platform.parse("linux/arm/v7"), two)),
                repository));

    assertThat(index.at("/manifests/0/digest").asText()).isEqualTo(one.value());
    assertThat(index.at("/manifests/1/digest").asText()).isEqualTo(two.value());
    assertThat(index.at("/manifests/1/platform"))
        .isEqualTo(
            JSON.readTree("{\"architecture\": \"arm\", \"os\": \"linux\", \"variant\": \"v7\"}"));
  }

  @Test
  void saysThatThereIsNoSuchBuilder() {
    assertThatThrownBy(() ->
            new BuildWorkshop(stores).resolve(Reference.parse(registry.address() + "/kaniko:9")))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("there is no such image");
  }

  @Test
  void tellsTheWayWithoutWhoTheWorkerIs() throws IOException {
    Path ca = Files.writeString(directory.resolve("ca"), "the authority");
    Path own = Files.writeString(directory.resolve("own"), "canary");
    RegistrySettings settings =
        new RegistrySettings("r.test", null, true)
            .as(_ -> Optional.of(new Credential.UsernamePassword("me", "canary")))
            .with(new TlsFiles(ca, own, own));
    try (ImageStores known =
        new ImageStores(ClientSettings.of(List.of(settings), Credentials.NONE), _ -> false)) {
      Map<String, String> way =
          new BuildWorkshop(known).way(new Repository("r.test", "x"), "/run/way");

      assertThat(way)
          .containsOnlyKeys("laytime.yaml", "ca.pem")
          .containsEntry("ca.pem", "the authority");
      assertThat(way.toString()).doesNotContain("canary");
      assertThat(JSON.readTree(way.get("laytime.yaml")))
          .isEqualTo(
              JSON.readTree(
                  """
                  {"registries": [{"host": "r.test", "insecure": true, "allow-private": false,
                    "ca": "/run/way/ca.pem"}]}
                  """));
      assertThat(new BuildWorkshop(known).authorities())
          .isEqualTo(Map.of("r.test", "the authority"));
    }
  }

  private JsonNode read(Digest digest) throws IOException {
    try (InputStream manifest = layout().readBlob(digest)) {
      return JSON.readTree(manifest);
    }
  }

  private OciLayout layout() throws IOException {
    return OciLayout.open(directory.resolve("registry").resolve(repository.path()));
  }
}
