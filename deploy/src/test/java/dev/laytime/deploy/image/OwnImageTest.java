package dev.laytime.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.layout.ArchivedLayout;
import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.image.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our image, on a tiny base from a registry in this process. */
class OwnImageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant CREATED = Instant.parse("2026-11-01T00:00:00Z");
  private static final Set<Platform> BOTH = Set.copyOf(OwnImage.PLATFORMS);

  @TempDir private Path directory;
  private EmbeddedRegistry registry;
  private PlainDoor door;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    door = new PlainDoor(registry.address());
  }

  @AfterEach
  void stopRegistry() throws IOException {
    door.close();
    registry.close();
  }

  @Test
  void isTheSameToTheByteWheneverAndWhereverItIsBuilt() throws Exception {
    String base = base("base/java:25", BOTH);

    Path first = directory.resolve("first.tar");
    Path second = directory.resolve("second.tar");
    String digest = image(base).write(contents("one", CREATED), first, directory.resolve("a"));
    Instant later = CREATED.plusSeconds(86_400);
    String again = image(base).write(contents("two", later), second, directory.resolve("b"));

    assertThat(again).isEqualTo(digest);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @Test
  void isForTwoPlatforms() throws Exception {
    Path archive = built();

    LayoutEntry index = ArchivedLayout.open(archive).entries().getFirst();
    JsonNode manifests = json(archive, index.descriptor().digest().value()).path("manifests");

    assertThat(String.valueOf(index.tag())).contains("0.1");
    assertThat(manifests).hasSize(2);
    for (int i = 0; i < manifests.size(); i++) {
      String architecture = OwnImage.PLATFORMS.get(i).getArchitecture();
      assertThat(manifests.get(i).at("/platform/os").asText()).isEqualTo("linux");
      assertThat(manifests.get(i).at("/platform/architecture").asText()).isEqualTo(architecture);
      JsonNode manifest = json(archive, manifests.get(i).path("digest").asText());
      assertThat(configuration(archive, manifest).path("architecture").asText())
          .isEqualTo(architecture);
    }
  }

  @Test
  void runsAsNobodyInParticular() throws Exception {
    Path archive = built();

    JsonNode configuration = configuration(archive, manifest(archive)).path("config");

    assertThat(configuration.path("User").asText()).isEqualTo("10001:10001");
    assertThat(configuration.path("Entrypoint")).isEqualTo(JSON.readTree("[\"/app/laytime\"]"));
    assertThat(configuration.path("WorkingDir").asText()).isEqualTo("/etc/laytime");
  }

  @Test
  void hasWhatChangesLeastInTheLowerLayers() throws Exception {
    Path archive = built();
    JsonNode layers = manifest(archive).path("layers");

    List<Map<String, TarArchiveEntry>> files = new ArrayList<>();
    for (int i = 1; i < layers.size(); i++) {
      files.add(files(archive, layers.get(i).path("digest").asText()));
    }

    assertThat(files).hasSize(3);
    assertThat(files.get(0).keySet()).contains("etc/laytime/", "home/laytime/", "var/lib/laytime/");
    assertThat(files.get(0))
        .hasEntrySatisfying(
            "var/lib/laytime/", state -> assertThat(state.getLongUserId()).isEqualTo(10001));
    assertThat(files.get(1).keySet())
        .contains("app/lib/guava.jar", "app/lib/picocli.jar")
        .noneMatch(name -> name.contains("laytime") || name.contains("earlier"));
    assertThat(files.get(2).keySet())
        .contains(
            "app/laytime",
            "app/laytime-starter.jar",
            "app/laytime-worker.jar",
            "app/lib/laytime-workflows.jar");
    assertThat(files.get(2))
        .hasEntrySatisfying(
            "app/laytime", entry -> assertThat(entry.getMode() & 0777).isEqualTo(0755));
  }

  @Test
  void saysWhichBaseItCouldNotHave() throws Exception {
    String base = base("base/one:25", Set.of(OwnImage.PLATFORMS.getFirst()));

    Contents contents = contents("one", CREATED);
    Path archive = directory.resolve("never.tar");
    assertThatThrownBy(() -> image(base).write(contents, archive, directory.resolve("a")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(base + ", for linux/arm64: ")
        .hasMessageContaining("-Dimage.base=");
    assertThat(archive).doesNotExist();
  }

  @Test
  void isNeverSaidToBeOfAPlatformThatTheBaseIsNot() throws Exception {
    String base = base("base/arm:25", Set.of(OwnImage.PLATFORMS.getLast()));

    Contents contents = contents("one", CREATED);
    Path archive = directory.resolve("never.tar");
    assertThatThrownBy(() -> image(base).write(contents, archive, directory.resolve("a")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("linux/amd64: the base is of linux/arm64")
        .hasMessageContaining("-Dimage.base=");
    assertThat(archive).doesNotExist();
  }

  private Path built() throws Exception {
    Path archive = directory.resolve("image.tar");
    String base = base("base/java:25", BOTH);
    image(base).write(contents("one", CREATED), archive, directory.resolve("work"));
    return archive;
  }

  private static OwnImage image(String base) {
    return new OwnImage(base, "0.1", CREATED);
  }

  private String base(String name, Set<Platform> platforms) throws Exception {
    return TinyBase.push(door.address() + "/" + name, platforms, directory);
  }

  /** What Maven would have built, at some time. */
  private Contents contents(String name, Instant when) throws IOException {
    Path root = directory.resolve(name);
    Path worker = root.resolve("worker");
    Path starter = root.resolve("starter");
    program(worker.resolve("laytime-worker.jar"), "guava.jar", "laytime-workflows.jar");
    program(
        starter.resolve("laytime-starter.jar"),
        "guava.jar",
        "picocli.jar",
        "laytime-workflows.jar");
    Files.writeString(starter.resolve("lib/of-an-earlier-build.jar"), "");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(when));
      }
    }
    return new Contents(worker, starter);
  }

  /** A jar with libraries beside it. */
  private static void program(Path jar, String... libraries) throws IOException {
    Path lib = Files.createDirectories(jar.resolveSibling("lib"));
    for (String library : libraries) {
      Files.writeString(lib.resolve(library), library);
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(Attributes.Name.CLASS_PATH, "lib/" + String.join(" lib/", libraries));
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      ZipEntry entry = new ZipEntry(JarFile.MANIFEST_NAME);
      entry.setTimeLocal(LocalDateTime.of(2026, 11, 1, 0, 0));
      out.putNextEntry(entry);
      manifest.write(out);
    }
  }

  private static JsonNode manifest(Path archive) throws IOException {
    LayoutEntry index = ArchivedLayout.open(archive).entries().getFirst();
    JsonNode first = json(archive, index.descriptor().digest().value()).at("/manifests/0/digest");
    return json(archive, first.asText());
  }

  private static JsonNode configuration(Path archive, JsonNode manifest) throws IOException {
    return json(archive, manifest.at("/config/digest").asText());
  }

  private static JsonNode json(Path archive, String digest) throws IOException {
    return JSON.readTree(new String(blob(archive, digest), StandardCharsets.UTF_8));
  }

  private static byte[] blob(Path archive, String digest) throws IOException {
    try (InputStream content = ArchivedLayout.open(archive).readBlob(new Digest(digest))) {
      return content.readAllBytes();
    }
  }

  private static Map<String, TarArchiveEntry> files(Path archive, String layer) throws IOException {
    Map<String, TarArchiveEntry> files = new LinkedHashMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new ByteArrayInputStream(blob(archive, layer))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        files.put(entry.getName(), entry);
      }
    }
    return files;
  }
}
