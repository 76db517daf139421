package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activities.registry.tar.Tars;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutArchiveTest {

  private static final Tag TAG = new Tag("1");
  private static final String COPY = "oci-archive:x.tar:1";
  private static final String MARKER = "{\"imageLayoutVersion\":\"1.0.0\"}";

  @TempDir Path directory;
  private SampleImages images;
  private Manifest index;
  private Path archive;

  @BeforeEach
  void makeAnImage() throws IOException {
    images = new SampleImages(OciLayout.openOrCreate(directory.resolve("source")), 1);
    index = images.signedIndex(TAG);
    Files.createDirectory(directory.resolve("archives"));
    archive = directory.resolve("archives/x.tar");
  }

  @Test
  void carriesAWholeClosureThere() throws Exception {
    CopyResult there = archive(index);
    assertThat(there.digest()).isEqualTo(index.digest());
    assertThat(files()).containsExactly("x.tar");

    LayoutStore back = LayoutStore.existingOrNew(directory.resolve("back"));
    CopyResult again = copy(LayoutStore.archived(archive), back, index);

    assertThat(again.digest()).isEqualTo(index.digest());
    assertThat(again.blobsCopied()).isEqualTo(there.blobsCopied());
    assertThat(again.referrersCopied()).isEqualTo(there.referrersCopied()).isEqualTo(3);
    assertThat(back.get(TAG)).contains(index);
  }

  @Test
  void carriesDigestsOfTheRareAlgorithm() throws Exception {
    SampleImages rare =
        new SampleImages(OciLayout.openOrCreate(directory.resolve("source")), 2, "sha512");
    Manifest image = rare.image(Platform.parse("linux/amd64"), 1000);
    archive(image);
    LayoutStore back = LayoutStore.existingOrNew(directory.resolve("back"));
    assertThat(copy(LayoutStore.archived(archive), back, image).blobsCopied()).isEqualTo(2);
  }

  @Test
  void makesTheSameBytesOfTheSameImage() throws Exception {
    archive(index);
    byte[] first = Files.readAllBytes(archive);
    archive(index);
    assertThat(archive).hasBinaryContent(first);
  }

  @Test
  void replacesWhatWasInTheArchive() throws Exception {
    archive(index);
    Manifest another = images.image(Platform.parse("linux/amd64"), 500);
    archive(another);
    LayoutStore read = LayoutStore.archived(archive);
    assertThat(read.get(TAG)).contains(another);
    assertThat(read.find(index.digest())).isEmpty();
  }

  @Test
  void leavesTheArchiveAsItWasUntilTheCopyIsWholeAndGoesOnFromThere() throws Exception {
    archive(index);
    byte[] before = Files.readAllBytes(archive);
    Manifest another = images.image(Platform.parse("linux/amd64"), 500, 600);
    Descriptor lost = ManifestContent.of(another).layers().getLast();
    Path content = directory.resolve("source/blobs/sha256").resolve(lost.digest().hex());
    byte[] bytes = Files.readAllBytes(content);
    Files.delete(content);
    copyOnly(ManifestContent.of(another).layers().getFirst());
    assertThatThrownBy(() -> archive(another)).isInstanceOf(RegistryException.class);
    assertThat(archive).hasBinaryContent(before);

    Files.write(content, bytes);
    CopyResult next = archive(another);

    assertThat(next.blobsPresent()).isGreaterThan(0);
    assertThat(next.blobsCopied() + next.blobsPresent()).isEqualTo(3);
    assertThat(LayoutStore.archived(archive).get(TAG)).contains(another);
    assertThat(files()).containsExactly("x.tar");
  }

  @Test
  void putsNothingIntoTheArchiveThatAnotherAttemptLeft() throws Exception {
    Manifest another = images.image(Platform.parse("linux/amd64"), 500);
    copyWithoutEnd(index);
    archive(another);
    LayoutStore read = LayoutStore.archived(archive);
    assertThat(read.tags()).containsExactly(TAG);
    assertThat(read.find(index.digest())).isEmpty();
    assertThat(Files.size(archive)).isLessThan(20_000);
  }

  @Test
  void refusesToReplaceADirectory() throws Exception {
    Files.createDirectory(archive);
    refuses(() -> ArchiveTarget.ofLayout(archive, COPY), "something of another kind is there");
  }

  @Test
  void followsNoLinkInThePlaceOfItsParts() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.createSymbolicLink(directory.resolve("archives/.x.tar.laytime"), elsewhere);
    refuses(() -> ArchiveTarget.ofLayout(archive, COPY), "something of another kind is there");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void isOneCopysUntilThatEnds() throws Exception {
    try (ArchiveTarget target = ArchiveTarget.ofLayout(archive, COPY)) {
      refuses(
          () -> ArchiveTarget.ofLayout(archive, "oci-archive:x.tar:2"),
          "oci-archive:x.tar:1 is being written there, and an archive holds one image");
      assertThat(copy(source(), target, index).digest()).isEqualTo(index.digest());
    }
    assertThat(LayoutStore.archived(archive).get(TAG)).contains(index);
    ArchiveTarget.ofLayout(archive, "oci-archive:x.tar:2").close();
  }

  @Test
  void letsTheNextAttemptAtACopyWaitForTheLast() throws Exception {
    try (ArchiveTarget _ = ArchiveTarget.ofLayout(archive, COPY)) {
      RegistryException e =
          catchThrowableOfType(
              RegistryException.class, () -> ArchiveTarget.ofLayout(archive, COPY));
      assertThat(e.type()).isEqualTo(FailureType.UNAVAILABLE);
    }
    assertThat(archive(index).digest()).isEqualTo(index.digest());
  }

  @Test
  void isOneProcessesUntilThatEnds() throws Exception {
    Path parts = Files.createDirectory(directory.resolve("archives/.x.tar.laytime"));
    Path claim = Files.writeString(parts.resolve(".claim"), "oci-archive:x.tar:2");
    try (AnotherProcess _ = AnotherProcess.locking(claim, directory)) {
      refuses(() -> ArchiveTarget.ofLayout(archive, COPY), "x.tar:2 is being written there");
      refuses(() -> ArchiveTarget.ofLayout(archive, COPY), "x.tar:2 is being written there");
    }
    assertThat(archive(index).digest()).isEqualTo(index.digest());
    assertThat(files()).containsExactly("x.tar");
  }

  @Test
  void saysThatThereIsNoArchive() {
    RegistryException e =
        catchThrowableOfType(RegistryException.class, () -> LayoutStore.archived(archive));
    assertThat(e.type()).isEqualTo(FailureType.NOT_FOUND);
    assertThat(e.said()).isEqualTo("there is no such file");
  }

  @Test
  void refusesAnArchiveWithoutALayout() throws Exception {
    new Tars().file("manifest.json", "[]").to(archive);
    refuses(() -> LayoutStore.archived(archive), "it has no file oci-layout");
    new Tars().file("oci-layout", MARKER).to(archive);
    refuses(() -> LayoutStore.archived(archive), "it has no index.json");
  }

  @Test
  void refusesHostileArchivesAndWritesNothing() throws Exception {
    new Tars().file("oci-layout", MARKER).file("../escaped", "x").to(archive);
    refuses(() -> LayoutStore.archived(archive), "entry '../escaped' leads out of its directory");
    new Tars().symbolicLink("index.json", "/etc/hostname").to(archive);
    refuses(() -> LayoutStore.archived(archive), "is a link out of the archive");
    assertThat(files()).containsExactly("x.tar");
  }

  @Test
  void believesNoBlobThatIsNotWhatItsNameSays() throws Exception {
    archive(index);
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length - 2000] ^= 1;
    Files.write(archive, bytes);
    LayoutStore back = LayoutStore.existingOrNew(directory.resolve("back"));
    assertThatThrownBy(() -> copy(LayoutStore.archived(archive), back, index))
        .isInstanceOf(RegistryException.class);
    assertThat(back.tags()).isEmpty();
  }

  @Test
  void readsNoManifestThatIsLong() throws Exception {
    Digest digest = Digest.of("sha256", "ab".repeat(32));
    int size = 4 * 1024 * 1024 + 1;
    String entry =
        "{\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}]}"
            .formatted(index.mediaType(), digest, size);
    new Tars()
        .file("oci-layout", MARKER)
        .file("index.json", entry)
        .file("blobs/sha256/" + digest.hex(), new byte[size])
        .to(archive);
    LayoutStore read = LayoutStore.archived(archive);
    RegistryException e = catchThrowableOfType(RegistryException.class, () -> read.fetch(digest));
    assertThat(e.said()).isEqualTo("it is longer than 4 MiB");
  }

  private interface Opening {
    ImageStore open() throws IOException;
  }

  private static void refuses(Opening opening, String said) {
    RegistryException e = catchThrowableOfType(RegistryException.class, opening::open);
    assertThat(e.type()).isEqualTo(FailureType.REFUSED);
    assertThat(e.said()).contains(said);
  }

  private CopyResult archive(Manifest image) throws IOException, InterruptedException {
    try (ArchiveTarget target = ArchiveTarget.ofLayout(archive, COPY)) {
      return copy(source(), target, image);
    }
  }

  /** As an attempt that ended right before it wrote the archive. */
  private void copyWithoutEnd(Manifest image) throws IOException {
    try (ArchiveTarget begun = ArchiveTarget.ofLayout(archive, COPY)) {
      begun.writeChild(image, () -> {});
      for (Descriptor child : ManifestContent.of(image).children()) {
        for (Descriptor blob : ManifestContent.of(source().fetch(child.digest())).blobs()) {
          begun.write(blob, source().open(blob));
        }
      }
    }
  }

  /** As an attempt that ended after its first blob. */
  private void copyOnly(Descriptor blob) throws IOException {
    try (ArchiveTarget begun = ArchiveTarget.ofLayout(archive, COPY)) {
      begun.write(blob, source().open(blob));
    }
  }

  private LayoutStore source() throws RegistryException {
    return LayoutStore.existing(directory.resolve("source"));
  }

  private static CopyResult copy(ImageStore from, ImageStore to, Manifest image)
      throws IOException, InterruptedException {
    return new ClosureCopy(from, to, new Turns(), new CopyTracker())
        .run(new ClosureCopy.Selection(image.digest(), List.of(), true, TAG, image.digest()));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(archive.getParent())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
