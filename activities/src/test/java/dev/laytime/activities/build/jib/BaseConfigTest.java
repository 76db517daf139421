package dev.laytime.activities.build.jib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a base says of itself, and an image made on it. */
class BaseConfigTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Platform AMD = Platform.parse("linux/amd64");
  private static final Platform ARM = Platform.parse("linux/arm64");

  @TempDir Path directory;

  @Test
  void keepsWhatJibLeavesOut() throws Exception {
    String said = "{'StopSignal': 'SIGQUIT', 'Shell': ['/bin/bash', '-c'], 'User': 'app'}";
    Path made = made(said);

    JsonNode index = json(made, "index.json");
    JsonNode manifest = blob(made, index.at("/manifests/0"));
    JsonNode config = blob(made, manifest.path("config"));
    assertThat(config.at("/config/StopSignal").asText()).isEqualTo("SIGQUIT");
    assertThat(config.at("/config/Shell/0").asText()).isEqualTo("/bin/bash");
    assertThat(config.at("/config/User").asText()).isEqualTo("app");
    assertThat(config.at("/config/Labels/team").asText()).isEqualTo("a");
    assertThat(made(said)).hasSameBinaryContentAs(made);
  }

  @Test
  void leavesNothingOfTheBaseBehind() throws Exception {
    Path made = made("{'StopSignal': 'SIGQUIT'}");

    try (var left = Files.list(made.getParent())) {
      assertThat(left).containsExactly(made);
    }
  }

  @Test
  void takesNoBaseOfAnotherPlatform() throws Exception {
    BaseConfig base = BaseConfig.read(base(Files.createTempDirectory(directory, "b"), "{}"));

    base.requireFit(AMD);
    assertRefused("the base for linux/arm64 is of linux/amd64", () -> base.requireFit(ARM));
  }

  @Test
  void takesNoBaseThatWantsSomethingToBeRun() throws Exception {
    String config = "{'OnBuild': ['RUN make']}";
    BaseConfig base = BaseConfig.read(base(Files.createTempDirectory(directory, "b"), config));

    assertRefused("ONBUILD", () -> base.requireFit(AMD));
  }

  @Test
  void takesWhatJibStumblesOverForTheSources() {
    ImageFile odd =
        new ImageFile(
            null, List.of(), null, null, Map.of(), Map.of(), null, null, List.of("99999999999"));
    JibImage image =
        new JibImage(new JibSource(odd, List.of(), Instant.EPOCH), Map.of(), directory);

    assertRefused(
        "no image for linux/amd64 can be made of it",
        () -> image.write(AMD, null, directory.resolve("image.tar")));
  }

  private static void assertRefused(String said, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> assertThat(e.failure().kind()).isEqualTo(BuildFailureKind.USER_ERROR))
        .hasMessageContaining(said);
  }

  /** An image on a base. */
  private Path made(String config) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory(directory, "made");
    ImageFile file =
        new ImageFile(
            "base", List.of(), null, null, Map.of(), Map.of("team", "a"), null, null, List.of());
    Path archive = work.resolve("image.tar");
    new JibImage(
            new JibSource(file, List.of(), Instant.EPOCH), Map.of(), directory.resolve("caches"))
        .write(AMD, base(work, config), archive);
    return archive;
  }

  /** A base without layers, as for Docker. */
  private static Path base(Path work, String config) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("manifest.json", "[{'Config': 'config.json', 'RepoTags': null, 'Layers': []}]");
    files.put(
        "config.json",
        "{'architecture': 'amd64', 'os': 'linux', 'config': %s, 'rootfs': {'type': 'layers', 'diff_ids': []}}"
            .formatted(config));
    Path archive = work.resolve("base.tar");
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return archive;
  }

  private static JsonNode blob(Path archive, JsonNode descriptor) throws IOException {
    String digest = descriptor.path("digest").asText();
    byte[] content = TarFiles.read(archive, "blobs/" + digest.replace(':', '/'));
    assertThat(content).hasSize(descriptor.path("size").asInt());
    return JSON.readTree(content);
  }

  private static JsonNode json(Path archive, String name) throws IOException {
    return JSON.readTree(TarFiles.read(archive, name));
  }
}
