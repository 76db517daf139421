package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.layout.DigestAlgorithm;
import dev.laytime.activities.registry.tar.Tars;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerArchiveTest {

  private static final byte[] PLAIN = "a plain layer".repeat(100).getBytes(StandardCharsets.UTF_8);
  private static final String LIST =
      "[{\"Config\":\"c.json\",\"RepoTags\":[\"app:1\"],\"Layers\":[\"a/layer.tar\",\"b.tar.gz\"]}]";

  @TempDir Path directory;
  private Path archive;
  private byte[] compressed;
  private byte[] config;

  @BeforeEach
  void makeContent() throws IOException {
    archive = directory.resolve("x.tar");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(PLAIN);
    }
    compressed = out.toByteArray();
    String id = digest(PLAIN).value();
    config =
        "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[\"%s\",\"%s\"]}}"
            .formatted(id, id)
            .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void copiesAnImageWithItsConfigAndLayersAsTheyAre() throws Exception {
    write(LIST);
    LayoutStore source = LayoutStore.ofDocker(archive, null, Tag.LATEST);
    Manifest image = source.get(Tag.LATEST).orElseThrow();
    ManifestContent content = ManifestContent.of(image);
    assertThat(content.blobs())
        .extracting(Descriptor::digest)
        .containsExactly(digest(config), digest(PLAIN), digest(compressed));
    assertThat(content.blobs())
        .extracting(Descriptor::mediaType)
        .containsExactly(
            "application/vnd.docker.container.image.v1+json",
            "application/vnd.docker.image.rootfs.diff.tar",
            "application/vnd.docker.image.rootfs.diff.tar.gzip");

    assertThat(copy(source, image).blobsCopied()).isEqualTo(3);
    assertThat(LayoutStore.ofDocker(archive, null, Tag.LATEST).get(Tag.LATEST)).contains(image);
  }

  @Test
  void findsAnImageByItsName() throws Exception {
    write(LIST);
    Reference name = Reference.parse("docker.io/library/app:1");
    assertThat(LayoutStore.ofDocker(archive, name, new Tag("1")).tags())
        .containsExactly(new Tag("1"));
    refuses(Reference.parse("app:2"), "it has 1 images, among them [app:1]; expected one of the");
  }

  @Test
  void wantsANameWhereThereAreSeveral() throws Exception {
    write(LIST.substring(0, LIST.length() - 1) + ",{\"RepoTags\":[\"b:2\"]}]");
    refuses(null, "it has 2 images, among them [app:1, b:2]; expected the name of one of them");
    assertThat(LayoutStore.ofDocker(archive, Reference.parse("app:1"), Tag.LATEST).tags())
        .containsExactly(Tag.LATEST);
  }

  @Test
  void followsTheLinksOfOldArchives() throws Exception {
    new Tars()
        .file("manifest.json", LIST.replace("b.tar.gz", "b/layer.tar"))
        .file("c.json", config)
        .file("a/layer.tar", PLAIN)
        .symbolicLink("b/layer.tar", "../a/layer.tar")
        .to(archive);
    LayoutStore source = LayoutStore.ofDocker(archive, null, Tag.LATEST);
    assertThat(copy(source, source.get(Tag.LATEST).orElseThrow()).blobsCopied()).isEqualTo(2);
  }

  @Test
  void believesNoLayerThatIsNotWhatTheConfigSays() throws Exception {
    new Tars()
        .file("manifest.json", LIST)
        .file("c.json", config)
        .file("a/layer.tar", "another layer")
        .file("b.tar.gz", compressed)
        .to(archive);
    LayoutStore source = LayoutStore.ofDocker(archive, null, Tag.LATEST);
    Manifest image = source.get(Tag.LATEST).orElseThrow();
    RegistryException e = catchThrowableOfType(RegistryException.class, () -> copy(source, image));
    assertThat(e.type()).isEqualTo(FailureType.CONTENT_MISMATCH);
  }

  @Test
  void refusesAnArchiveThatLacksWhatItLists() throws Exception {
    new Tars().file("x", "y").to(archive);
    refuses(null, "it has no file manifest.json");
    new Tars().file("manifest.json", LIST).file("c.json", config).to(archive);
    refuses(null, "it has no file a/layer.tar");
    write(LIST.replace(",\"b.tar.gz\"", ""));
    refuses(null, "an image has 1 layers, and its config 2");
    new Tars().file("manifest.json", LIST).file("manifest.json", "[]").to(archive);
    refuses(null, "entry 'manifest.json' is there twice");
  }

  private void refuses(@Nullable Reference name, String said) {
    RegistryException e =
        catchThrowableOfType(
            RegistryException.class, () -> LayoutStore.ofDocker(archive, name, Tag.LATEST));
    assertThat(e.type()).isEqualTo(FailureType.REFUSED);
    assertThat(e.said()).contains(said);
  }

  private void write(String list) throws IOException {
    new Tars()
        .file("manifest.json", list)
        .file("c.json", config)
        .file("a/layer.tar", PLAIN)
        .file("b.tar.gz", compressed)
        .to(archive);
  }

  private CopyResult copy(LayoutStore source, Manifest image)
      throws IOException, InterruptedException {
    return new ClosureCopy(
            source,
            LayoutStore.existingOrNew(directory.resolve("target")),
            new Turns(),
            new CopyTracker())
        .run(
            new ClosureCopy.Selection(image.digest(), List.of(), true, Tag.LATEST, image.digest()));
  }

  private static Digest digest(byte[] bytes) {
    return DigestAlgorithm.SHA256.digest(bytes);
  }
}
