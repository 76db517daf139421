package dev.laytime.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.ArchivedLayout;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our image of the jars that this build has made, on a tiny base. */
class ImageBuildIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void makesTheSameImageTwiceOfWhatMavenHasBuilt(@TempDir Path directory) throws Exception {
    Path first = directory.resolve("first.tar");
    Path second = directory.resolve("image.tar");
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
        PlainDoor door = new PlainDoor(registry.address())) {
      String name = door.address() + "/base/java:25";
      String base = TinyBase.push(name, Set.copyOf(OwnImage.PLATFORMS), directory);
      build(base, second);
      Files.move(second, first);
      build(base, second);
    }

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    assertThat(files(first))
        .contains("app/laytime", "app/laytime-worker.jar", "app/laytime-starter.jar")
        .anyMatch(name -> name.startsWith("app/lib/spring-boot-"))
        .anyMatch(name -> name.startsWith("app/lib/picocli-"))
        .anyMatch(name -> name.startsWith("app/lib/laytime-activities-"))
        .anyMatch(name -> name.startsWith("app/lib/laytime-workflows-"));
  }

  private static void build(String base, Path archive) throws Exception {
    ImageBuild.make(new String[] {base, "..", "0.1.0", "2026-11-01T00:00:00Z", archive.toString()});
  }

  /** Those of the first platform. */
  private static Set<String> files(Path archive) throws IOException {
    ArchivedLayout layout = ArchivedLayout.open(archive);
    JsonNode index = json(layout, layout.entries().getFirst().descriptor().digest().value());
    JsonNode manifest = json(layout, index.at("/manifests/0/digest").asText());
    Set<String> names = new TreeSet<>();
    for (JsonNode layer : manifest.path("layers")) {
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(
              new GZIPInputStream(layout.readBlob(new Digest(layer.path("digest").asText()))))) {
        for (TarArchiveEntry file = tar.getNextEntry(); file != null; file = tar.getNextEntry()) {
          names.add(file.getName());
        }
      }
    }
    return names;
  }

  private static JsonNode json(ArchivedLayout layout, String digest) throws IOException {
    try (InputStream content = layout.readBlob(new Digest(digest))) {
      return JSON.readTree(content);
    }
  }
}
