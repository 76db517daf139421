package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.FakeUploads;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.Resuming;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.CopyProgress;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A copy that ends in the middle of a large layer, and the next attempt. */
class ResumedCopyTest {

  private static final int SIZE = 1_000_000;
  private static final int CHUNK = 100_000;
  private static final Tag TAG = new Tag("1.2");

  @TempDir Path directory;
  private final FakeUploads uploads = new FakeUploads();
  private EmbeddedRegistry upstream;
  private EmbeddedRegistry mirror;
  private Manifest image;
  private Descriptor layer;

  @BeforeEach
  void startRegistries() throws IOException {
    upstream = EmbeddedRegistry.start(directory.resolve("upstream"), 0);
    mirror = EmbeddedRegistry.start(directory.resolve("mirror"), 0);
    SampleImages images =
        new SampleImages(OciLayout.openOrCreate(directory.resolve("upstream/team/app")), 1);
    layer = images.blob(SampleImages.LAYER, SIZE);
    image =
        images.manifest(
            MediaTypes.OCI_MANIFEST, images.blob(SampleImages.CONFIG, 100), List.of(layer), null);
    images.tag(image, TAG);
  }

  @AfterEach
  void stopRegistries() {
    upstream.close();
    mirror.close();
  }

  @Test
  void sendsLessThanAFifthOfALayerAgainThatBrokeOffAtNineTenths() throws Exception {
    breaksOffAtNineTenths();
    CopyTracker tracker = new CopyTracker();
    CopyResult result = copy(tracker);
    assertThat(result.bytesCopied()).isEqualTo(SIZE / 10);
    assertThat(Objects.requireNonNull(result.effort()).bytesSaved()).isEqualTo(SIZE * 9 / 10 + 100);
    assertThat(tracker.progress()).isEqualTo(new CopyProgress(2, 2, SIZE + 100, SIZE + 100));
    arrived();
  }

  @Test
  void fetchesAnewAndSendsNotAgainWhatASourceDoesNotSendInParts() throws Exception {
    breaksOffAtNineTenths();
    try (RegistryClient client = client()) {
      LayoutStore source = LayoutStore.existing(directory.resolve("upstream/team/app"));
      CopyTracker tracker = new CopyTracker();
      assertThat(run(source, client.target(target()), tracker).bytesCopied()).isEqualTo(SIZE / 10);
    }
    arrived();
  }

  @Test
  void beginsAnewWhereTheRegistryHasForgotten() throws Exception {
    breaksOffAtNineTenths();
    mirror
        .behaviours()
        .inject(
            FaultRule.always(new Fault.NotFound())
                .on(RequestMatcher.method("GET").and(RequestMatcher.path("/blobs/uploads/"))));
    CopyTracker tracker = new CopyTracker();
    assertThat(copy(tracker).bytesCopied()).isEqualTo(SIZE);
    assertThat(tracker.progress()).isEqualTo(new CopyProgress(2, 2, SIZE + 100, SIZE + 100));
    arrived();
  }

  @Test
  void beginsAnewWhereTheRegistryTakesAWrongDigest() throws Exception {
    mirror.behaviours().turnOn(new Behaviour.StoresWrongDigests());
    breaksOffAtNineTenths();
    assertThat(copy(new CopyTracker()).bytesCopied()).isEqualTo(SIZE);
    arrived();
  }

  @ParameterizedTest
  @CsvSource({"10, true", "50, true", "90, true", "10, false", "50, false", "90, false"})
  void completesNothingThatASourceLiedAboutBefore(int percent, boolean refusing) throws Exception {
    if (!refusing) {
      mirror.behaviours().turnOn(new Behaviour.StoresWrongDigests());
    }
    Path file = directory.resolve("upstream/team/app/blobs/sha256/" + layer.digest().hex());
    byte[] honest = Files.readAllBytes(file);
    byte[] lying = honest.clone();
    lying[0]++;
    Files.write(file, lying);
    breaksOffAt(SIZE * percent / 100);
    Files.write(file, honest);

    CopyResult result = copy(new CopyTracker());
    arrived();
    assertThat(result.bytesCopied()).isGreaterThanOrEqualTo(SIZE);
  }

  private void breaksOffAtNineTenths() throws IOException {
    breaksOffAt(SIZE * 9 / 10);
  }

  private void breaksOffAt(int place) throws IOException {
    sendConfig();
    upstream
        .behaviours()
        .inject(
            FaultRule.always(new Fault.Truncated(place))
                .on(RequestMatcher.path("/blobs/" + layer.digest()))
                .times(1));
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> copy(new CopyTracker()));
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(uploads.isEmpty()).isFalse();
  }

  /** Blobs go side by side: else nobody knew whether it arrives before the layer breaks off. */
  private void sendConfig() throws IOException {
    try (RegistryClient client = client()) {
      Descriptor config = ManifestContent.of(image).blobs().getFirst();
      LayoutStore source = LayoutStore.existing(directory.resolve("upstream/team/app"));
      client.target(target()).write(config, source.open(config));
    }
  }

  /** As another process would: all that it shares with others is the ledger. */
  private CopyResult copy(CopyTracker tracker) throws IOException, InterruptedException {
    try (RegistryClient client = client()) {
      Repository source = Repository.parse(upstream.address() + "/team/app");
      return run(client.source(source), client.target(target()), tracker);
    }
  }

  private CopyResult run(ImageStore source, ImageStore target, CopyTracker tracker)
      throws IOException, InterruptedException {
    return new ClosureCopy(source, target, new Turns(), tracker)
        .run(new ClosureCopy.Selection(image.digest(), List.of(), true, TAG, null));
  }

  private RegistryClient client() {
    return new RegistryClient(
        ClientSettings.of(List.of(), Credentials.NONE)
            .resuming(new Resuming(uploads, CHUNK, CHUNK)));
  }

  private Repository target() {
    return Repository.parse(mirror.address() + "/copies/app");
  }

  private void arrived() throws IOException {
    OciLayout copies = OciLayout.open(directory.resolve("mirror/copies/app"));
    OciLayout origin = OciLayout.open(directory.resolve("upstream/team/app"));
    assertThat(copies.readBlob(layer.digest())).hasSameContentAs(origin.readBlob(layer.digest()));
    assertThat(copies.find(TAG)).map(entry -> entry.descriptor().digest()).contains(image.digest());
    assertThat(uploads.isEmpty()).isTrue();
  }
}
