package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.CopyResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutStoreTest {

  @TempDir Path directory;
  private Manifest image;

  @BeforeEach
  void makeAnImage() throws IOException {
    OciLayout source = OciLayout.openOrCreate(directory.resolve("source"));
    image = new SampleImages(source, 1).image(Platform.parse("linux/amd64"), 1000);
  }

  @Test
  void getsABlobAnewThatWasCutShort() throws Exception {
    copy();
    Digest layer = ManifestContent.of(image).layers().getFirst().digest();
    cut(layer);

    CopyResult again = copy();

    assertThat(again.blobsCopied()).isEqualTo(1);
    assertThat(again.blobsPresent()).isEqualTo(1);
    assertThat(blob("target", layer)).hasSameBinaryContentAs(blob("source", layer));
  }

  @Test
  void getsAManifestAnewThatWasCutShort() throws Exception {
    copy();
    cut(image.digest());

    assertThat(copy().manifestsCopied()).isEqualTo(1);

    assertThat(blob("target", image.digest())).hasBinaryContent(image.bytes());
  }

  @Test
  void dropsWhatWasBegunLongAgoAndNeverFinished() throws IOException {
    Path target = directory.resolve("target");
    LayoutStore.existingOrNew(target);
    Instant now = Instant.now();
    Path abandoned = part(target, ".part-abandoned", now.minus(Duration.ofHours(25)));
    Path fresh = part(target, ".part-fresh", now.minus(Duration.ofHours(23)));
    Path anothers = part(target, "notes", now.minus(Duration.ofDays(100)));

    LayoutStore.existing(target);
    assertThat(abandoned).as("who only reads changes nothing").exists();
    LayoutStore.existingOrNew(target);

    assertThat(abandoned).doesNotExist();
    assertThat(fresh).exists();
    assertThat(anothers).exists();
  }

  private CopyResult copy() throws IOException, InterruptedException {
    return new ClosureCopy(
            LayoutStore.existing(directory.resolve("source")),
            LayoutStore.existingOrNew(directory.resolve("target")),
            new Turns(),
            new CopyTracker())
        .run(
            new ClosureCopy.Selection(
                image.digest(), List.of(), true, new Tag("1"), image.digest()));
  }

  private void cut(Digest digest) throws IOException {
    byte[] whole = Files.readAllBytes(blob("target", digest));
    Files.write(blob("target", digest), java.util.Arrays.copyOf(whole, whole.length - 1));
  }

  private Path blob(String layout, Digest digest) {
    return directory.resolve(layout).resolve("blobs/sha256").resolve(digest.hex());
  }

  private static Path part(Path layout, String name, Instant modified) throws IOException {
    Path part = Files.writeString(layout.resolve(name), "half");
    Files.setLastModifiedTime(part, FileTime.from(modified));
    return part;
  }
}
