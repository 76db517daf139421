package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activities.registry.tar.TarFile;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerFormTest {

  private static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  private static final String PLAIN_LAYER = "application/vnd.oci.image.layer.v1.tar";
  private static final Reference NAME = Reference.parse("app:1");

  @TempDir Path directory;
  private SampleImages images;
  private Path archive;

  @BeforeEach
  void makeASource() throws IOException {
    images = new SampleImages(OciLayout.openOrCreate(directory.resolve("source")), 1);
    archive = directory.resolve("x.tar");
  }

  @Test
  void writesWhatDockerLoads() throws Exception {
    Descriptor gzip = images.blob(SampleImages.LAYER, gzip("one"));
    Descriptor plain = images.blob(PLAIN_LAYER, bytes("two"));
    Descriptor config = config(SampleImages.CONFIG, "one", "two", "one");
    Manifest image =
        images.manifest(MediaTypes.OCI_MANIFEST, config, List.of(gzip, plain, gzip), null);

    CopyResult result = archive(image, NAME, List.of());

    assertThat(result.digest()).isEqualTo(image.digest());
    String configFile = config.digest().hex() + ".json";
    String gzipFile = gzip.digest().hex() + ".tar.gz";
    String plainFile = plain.digest().hex() + ".tar";
    TarFile tar = TarFile.open(archive);
    assertThat(tar.read("manifest.json", 10_000))
        .asString()
        .isEqualTo(
            "[{\"Config\":\"%s\",\"RepoTags\":[\"docker.io/library/app:1\"],\"Layers\":[\"%s\",\"%s\",\"%s\"]}]"
                .formatted(configFile, gzipFile, plainFile, gzipFile));
    assertThat(tar.read(gzipFile, 10_000)).isEqualTo(gzip("one"));
    assertThat(tar.read(plainFile, 10_000)).isEqualTo(bytes("two"));
    assertThat(Hashing.digestOf(tar.read(configFile, 10_000), "sha256")).isEqualTo(config.digest());
  }

  @Test
  void carriesAnImagesConfigAndLayersThereAndBack() throws Exception {
    Manifest image = image(DOCKER_CONFIG, "linux/amd64");
    archive(image, NAME, List.of());

    LayoutStore archived = LayoutStore.ofDocker(archive, NAME, new Tag("1"));
    Manifest back = archived.get(new Tag("1")).orElseThrow();
    LayoutStore target = LayoutStore.existingOrNew(directory.resolve("back"));
    new ClosureCopy(archived, target, new Turns(), new CopyTracker())
        .run(new ClosureCopy.Selection(back.digest(), List.of(), true, new Tag("1"), null));

    assertThat(ManifestContent.of(target.fetch(back.digest())).blobs())
        .extracting(Descriptor::digest)
        .containsExactlyElementsOf(digests(ManifestContent.of(image).blobs()));
  }

  @Test
  void namesNothingWhereNoNameWasGiven() throws Exception {
    archive(image(SampleImages.CONFIG, "linux/amd64"), null, List.of());
    assertThat(TarFile.open(archive).read("manifest.json", 10_000))
        .asString()
        .contains("\"RepoTags\":[]");
    assertThat(LayoutStore.ofDocker(archive, null, Tag.LATEST).tags()).containsExactly(Tag.LATEST);
  }

  @Test
  void takesOnePlatformOfAnIndexAndSaysWhichThereAre() throws Exception {
    Manifest amd64 = image(SampleImages.CONFIG, "linux/amd64");
    Manifest arm64 = image(SampleImages.CONFIG, "linux/arm64");
    Platform wanted = Platform.parse("linux/arm64");
    Manifest index =
        images.index(
            List.of(amd64, arm64, amd64),
            List.of(Platform.parse("linux/amd64"), wanted, Platform.parse("unknown/unknown")));

    refuses(
        index,
        "it is an index of [linux/amd64, linux/arm64], and such an archive holds one platform");
    assertThat(directory.resolve(".x.tar.laytime/blobs")).as("before a copy").isEmptyDirectory();

    assertThat(archive(index, NAME, List.of(wanted)).digest()).isEqualTo(arm64.digest());
    assertThat(TarFile.open(archive).find(config(arm64).digest().hex() + ".json")).isPresent();
  }

  @Test
  void leavesBehindWhatRefersToTheImage() throws Exception {
    Manifest image = image(SampleImages.CONFIG, "linux/amd64");
    images.referrer(image);

    CopyResult result = archive(image, NAME, List.of());

    assertThat(result.referrersCopied()).isZero();
    assertThat(result.manifestsCopied()).isEqualTo(1);
    assertThat(result.blobsCopied()).isEqualTo(2);
  }

  @Test
  void refusesWhatDockerCouldNotLoad() throws Exception {
    Descriptor config = config(SampleImages.CONFIG, "one");
    Descriptor zstd =
        images.blob("application/vnd.oci.image.layer.v1.tar+zstd", bytes("compressed"));
    refuses(
        images.manifest(MediaTypes.OCI_MANIFEST, config, List.of(zstd), null),
        "a layer is of media type 'application/vnd.oci.image.layer.v1.tar+zstd'");
    Descriptor artifact = images.blob("application/vnd.example+json", bytes("{}"));
    refuses(
        images.manifest(MediaTypes.OCI_MANIFEST, artifact, List.of(), null),
        "it is not a container image");
    refuses(
        images.manifest(MediaTypes.OCI_MANIFEST, config, List.of(), null),
        "its config does not describe its layers");
    Descriptor broken = images.blob(SampleImages.CONFIG, bytes("no json"));
    refuses(
        images.manifest(MediaTypes.OCI_MANIFEST, broken, List.of(), null),
        "its config does not describe its layers");
  }

  private void refuses(Manifest image, String said) {
    RegistryException e =
        catchThrowableOfType(RegistryException.class, () -> archive(image, NAME, List.of()));
    assertThat(e.type()).isEqualTo(FailureType.UNSUPPORTED);
    assertThat(e.said()).isEqualTo(said);
    assertThat(archive).doesNotExist();
  }

  private CopyResult archive(Manifest image, @Nullable Reference name, List<Platform> platforms)
      throws IOException, InterruptedException {
    LayoutStore source = LayoutStore.existing(directory.resolve("source"));
    try (ArchiveTarget target = ArchiveTarget.ofDocker(archive, "docker-archive:x.tar", name)) {
      return new ClosureCopy(source, target, new Turns(), new CopyTracker())
          .run(new ClosureCopy.Selection(image.digest(), platforms, true, new Tag("1"), null));
    }
  }

  private Manifest image(String configType, String platform) throws IOException {
    return images.manifest(
        MediaTypes.OCI_MANIFEST,
        config(configType, platform),
        List.of(images.blob(SampleImages.LAYER, gzip(platform))),
        null);
  }

  private static Descriptor config(Manifest image) throws RegistryException {
    return ManifestContent.of(image).blobs().getFirst();
  }

  /** Of an image with such plain layers. */
  private Descriptor config(String mediaType, String... layers) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String layer : layers) {
      ids.add('"' + Hashing.digestOf(bytes(layer), "sha256").value() + '"');
    }
    String json = "{\"os\":\"linux\",\"rootfs\":{\"diff_ids\":%s}}".formatted(ids);
    return images.blob(mediaType, bytes(json));
  }

  private static List<Digest> digests(List<Descriptor> blobs) {
    return blobs.stream().map(Descriptor::digest).toList();
  }

  private static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(content));
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
