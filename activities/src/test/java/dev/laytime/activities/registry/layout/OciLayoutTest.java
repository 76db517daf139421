package dev.laytime.activities.registry.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.laytime.activities.registry.layout.Samples.Content;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OciLayoutTest {

  private static final Content CONFIG =
      Samples.blob("{}", "application/vnd.oci.image.config.v1+json");
  private static final Content LAYER = Samples.blob("layer");
  private static final Content IMAGE = Samples.image(CONFIG, LAYER, "");
  private static final Content OTHER = Samples.image(CONFIG, Samples.blob("other"), "");
  private static final Tag V1 = new Tag("v1");
  private static final Tag V2 = new Tag("v2");

  @TempDir Path directory;

  @Test
  void makesAnEmptyLayoutThatOthersCanRead() throws IOException {
    OciLayout.openOrCreate(directory.resolve("new"));

    assertThat(directory.resolve("new/oci-layout"))
        .hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    assertThat(directory.resolve("new/index.json"))
        .hasContent(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
                + "\"manifests\":[]}");
    assertThat(directory.resolve("new/blobs")).isDirectory();
  }

  @Test
  void refusesADirectoryThatIsNoLayoutAndSaysWhatItExpected() {
    assertThatThrownBy(() -> OciLayout.open(directory))
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining("it has no file oci-layout")
        .hasMessageContaining("expected {\"imageLayoutVersion\":\"1.0.0\"}");
  }

  @Test
  void refusesAnotherVersionAndSaysWhatItSaw() throws IOException {
    Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"9.0.0\"}");

    assertThatThrownBy(() -> OciLayout.openOrCreate(directory))
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining("9.0.0");
  }

  @Test
  void keepsABlobUnderItsDigest() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);

    write(layout, LAYER);

    assertThat(directory.resolve("blobs/sha256").resolve(LAYER.digest().hex())).hasContent("layer");
    assertThat(layout.blobSize(LAYER.digest())).hasValue(5);
    try (InputStream in = layout.readBlob(LAYER.digest())) {
      assertThat(in).hasBinaryContent(LAYER.bytes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsABlobUnderAnyKnownAlgorithm(DigestAlgorithm algorithm) throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);
    Digest digest = algorithm.digest(LAYER.bytes());

    try (BlobWriter writer = layout.writeBlob()) {
      writer.write(LAYER.bytes());
      writer.commit(digest);
    }

    assertThat(directory.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex()))
        .hasContent("layer");
  }

  @Test
  void keepsNothingOfABlobWithAnotherDigest() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);

    try (BlobWriter writer = layout.writeBlob()) {
      writer.write(LAYER.bytes());
      assertThatThrownBy(() -> writer.commit(CONFIG.digest()))
          .isInstanceOf(DigestMismatchException.class)
          .hasMessageContaining(LAYER.digest().value());
    }

    assertThat(layout.hasBlob(CONFIG.digest())).isFalse();
    assertThat(files()).noneMatch(name -> name.contains(".part-"));
  }

  @Test
  void showsNothingOfABlobBeforeItIsCommittedAndDropsItWhenItIsNot() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);

    try (BlobWriter writer = layout.writeBlob()) {
      writer.write(LAYER.bytes());
      assertThat(writer.size()).isEqualTo(5);
      assertThat(layout.hasBlob(LAYER.digest())).isFalse();
    }

    assertThat(files()).noneMatch(name -> name.contains(".part-"));
  }

  @Test
  void dropsWhatADeadProcessLeft() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);
    Files.writeString(directory.resolve(".part-of-the-dead"), "half");

    layout.dropUncommitted(Instant.EPOCH);
    assertThat(files()).anyMatch(name -> name.contains(".part-"));
    layout.dropUncommitted(Instant.now().plusSeconds(60));

    assertThat(files()).noneMatch(name -> name.contains(".part-"));
  }

  @Test
  void saysThatABlobIsNotThere() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);

    assertThat(layout.blobSize(LAYER.digest())).isEmpty();
    assertThatThrownBy(() -> layout.readBlob(LAYER.digest()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void takesABlobOverFromAnotherLayout() throws IOException {
    OciLayout from = OciLayout.openOrCreate(directory.resolve("from"));
    OciLayout to = OciLayout.openOrCreate(directory.resolve("to"));
    write(from, LAYER);

    to.linkBlob(from, LAYER.digest());
    to.linkBlob(from, LAYER.digest());
    from.removeBlob(LAYER.digest());

    assertThat(from.hasBlob(LAYER.digest())).isFalse();
    assertThat(to.blobSize(LAYER.digest())).hasValue(5);
    assertThatThrownBy(() -> to.linkBlob(from, CONFIG.digest()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void findsAManifestByItsTagsAndItsDigest() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);

    put(layout, IMAGE, V2);
    put(layout, IMAGE, V1);

    assertThat(layout.tags()).containsExactly(V1, V2);
    assertThat(layout.entries()).hasSize(2);
    assertThat(layout.find(V1).orElseThrow().descriptor().digest()).isEqualTo(IMAGE.digest());
    LayoutEntry found = layout.find(IMAGE.digest()).orElseThrow();
    assertThat(found.descriptor().mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    assertThat(found.descriptor().size()).isEqualTo(IMAGE.bytes().length);
  }

  @Test
  void listsAManifestWithoutTagsOnce() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);

    layout.putManifest(IMAGE.bytes(), IMAGE.mediaType(), IMAGE.digest(), null);
    layout.putManifest(IMAGE.bytes(), IMAGE.mediaType(), IMAGE.digest(), null);
    assertThat(layout.entries()).singleElement().extracting(LayoutEntry::tag).isNull();

    put(layout, IMAGE, V1);
    layout.putManifest(IMAGE.bytes(), IMAGE.mediaType(), IMAGE.digest(), null);
    assertThat(layout.entries()).singleElement().extracting(LayoutEntry::tag).isEqualTo(V1);
  }

  @Test
  void movesATagAndKeepsWhatItLeft() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);
    put(layout, IMAGE, V1);

    put(layout, OTHER, V1);

    assertThat(layout.find(V1).orElseThrow().descriptor().digest()).isEqualTo(OTHER.digest());
    assertThat(layout.find(IMAGE.digest()).orElseThrow().tag()).isNull();
    assertThat(layout.entries()).hasSize(2);
  }

  @Test
  void removesATagButNotItsManifest() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);
    put(layout, IMAGE, V1);
    put(layout, IMAGE, V2);

    layout.removeTag(V1);
    assertThat(layout.entries()).singleElement().extracting(LayoutEntry::tag).isEqualTo(V2);
    layout.removeTag(V2);

    assertThat(layout.tags()).isEmpty();
    assertThat(layout.find(IMAGE.digest())).isPresent();
  }

  @Test
  void removesAManifestWithAllItsTags() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);
    put(layout, IMAGE, V1);
    put(layout, IMAGE, V2);
    put(layout, OTHER, new Tag("other"));

    layout.removeManifest(IMAGE.digest());

    assertThat(layout.tags()).containsExactly(new Tag("other"));
    assertThat(layout.find(IMAGE.digest())).isEmpty();
    assertThat(layout.hasBlob(IMAGE.digest())).isFalse();
  }

  @Test
  void refusesAManifestWithAnotherDigest() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);

    assertThatThrownBy(
            () -> layout.putManifest(IMAGE.bytes(), IMAGE.mediaType(), OTHER.digest(), V1))
        .isInstanceOf(DigestMismatchException.class);
    assertThat(layout.entries()).isEmpty();
  }

  @Test
  void keepsWhatOthersWroteIntoTheIndex() throws IOException {
    OciLayout.openOrCreate(directory);
    String foreign =
        "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"future\":{\"x\":1.50},"
            .formatted(IMAGE.mediaType(), IMAGE.digest(), IMAGE.bytes().length);
    String annotations =
        "\"annotations\":{\"org.opencontainers.image.ref.name\":\"%s\",\"k\":\"v\"}}";
    Files.writeString(
        directory.resolve("index.json"),
        "{\"manifests\":[" + foreign + annotations.formatted("v1") + "],\"more\":[1e3]}");
    OciLayout layout = OciLayout.open(directory);

    put(layout, OTHER, V2);
    assertThat(Files.readString(directory.resolve("index.json")))
        .contains(foreign + annotations.formatted("v1"))
        .contains("\"more\":[1E+3]");

    put(layout, OTHER, V1);
    assertThat(Files.readString(directory.resolve("index.json")))
        .contains(foreign + "\"annotations\":{\"k\":\"v\"}}");
  }

  @Test
  void doesNotTakeAWholeReferenceForATag() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);
    Files.writeString(
        directory.resolve("index.json"),
        "{\"manifests\":[%s]}"
            .formatted(
                IMAGE
                    .descriptor()
                    .replace(
                        "}",
                        ",\"annotations\":{\"org.opencontainers.image.ref.name\":"
                            + "\"docker.io/library/app:v1\"}}")));

    assertThat(layout.tags()).isEmpty();
    put(layout, IMAGE, V1);

    assertThat(layout.entries()).hasSize(2);
    assertThat(layout.entries().getFirst().annotations()).containsValue("docker.io/library/app:v1");
  }

  @Test
  void findsChildrenThatOnlyTheirIndexLists() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);
    Content nested = Samples.index("", IMAGE);
    Content index = Samples.index("", nested, OTHER);
    write(layout, IMAGE);
    write(layout, nested);
    put(layout, index, V1);

    assertThat(layout.find(IMAGE.digest()).orElseThrow().descriptor().mediaType())
        .isEqualTo(MediaTypes.OCI_MANIFEST);
    assertThat(layout.find(OTHER.digest())).as("listed, but not there").isEmpty();
    assertThat(layout.find(LAYER.digest())).isEmpty();
  }

  @Test
  void listsReferrersWithTheirTypeAndAnnotations() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);
    String subject = Samples.subject(IMAGE);
    Content said =
        Samples.image(
            CONFIG, LAYER, subject + "\"artifactType\":\"a/sbom\",\"annotations\":{\"k\":\"v\"},");
    Content unsaid = Samples.image(Samples.blob("c", "a/config"), LAYER, subject);
    Content index = Samples.index(subject);
    for (Content referrer : List.of(said, unsaid, index)) {
      layout.putManifest(referrer.bytes(), referrer.mediaType(), referrer.digest(), null);
    }
    put(layout, IMAGE, V1);

    assertThat(layout.referrers(IMAGE.digest()))
        .extracting(entry -> entry.descriptor().digest(), LayoutEntry::artifactType)
        .containsExactlyInAnyOrder(
            tuple(said.digest(), "a/sbom"),
            tuple(unsaid.digest(), "a/config"),
            tuple(index.digest(), null));
    assertThat(layout.referrers(IMAGE.digest()).getFirst().annotations()).containsEntry("k", "v");
    assertThat(layout.referrers(said.digest())).isEmpty();
  }

  @Test
  void losesNoTagOfManyWriters() throws Exception {
    List<Tag> tags = IntStream.range(0, 40).mapToObj(i -> new Tag("t" + i)).toList();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Tag>> writers = tags.stream().map(this::writer).toList();
      for (Future<Tag> written : threads.invokeAll(writers)) {
        written.get();
      }
    }

    assertThat(OciLayout.open(directory).tags()).containsExactlyInAnyOrderElementsOf(tags);
  }

  @Test
  void seesWhatAnotherWriterDid() throws IOException {
    OciLayout reader = OciLayout.openOrCreate(directory);
    assertThat(reader.entries()).isEmpty();

    put(OciLayout.open(directory), IMAGE, V1);

    assertThat(reader.tags()).containsExactly(V1);
  }

  @Test
  void saysWhichEntryOfAnIndexItCannotRead() throws IOException {
    OciLayout layout = OciLayout.openOrCreate(directory);
    Files.writeString(directory.resolve("index.json"), "{\"manifests\":[{\"digest\":\"md5:1\"}]}");

    assertThatThrownBy(layout::entries)
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining("md5:1");
  }

  private Callable<Tag> writer(Tag tag) {
    return () -> {
      put(OciLayout.openOrCreate(directory), IMAGE, tag);
      return tag;
    };
  }

  private static void write(OciLayout layout, Content content) throws IOException {
    try (BlobWriter writer = layout.writeBlob()) {
      writer.write(content.bytes());
      writer.commit(content.digest());
    }
  }

  private static void put(OciLayout layout, Content manifest, Tag tag) throws IOException {
    layout.putManifest(manifest.bytes(), manifest.mediaType(), manifest.digest(), tag);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(Path::toString).toList();
    }
  }
}
