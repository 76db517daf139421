package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.CopyEffort;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosureCopyTest {

  private static final Tag TAG = new Tag("1.2");
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final Platform ARM64 = Platform.parse("linux/arm64");

  @TempDir Path directory;
  private EmbeddedRegistry upstream;
  private EmbeddedRegistry mirror;
  private OciLayout sourceLayout;
  private SampleImages images;
  private final RegistryClient client =
      new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE));
  private final CopyTracker tracker = new CopyTracker();
  private final Turns turns = new Turns();

  @BeforeEach
  void startRegistries() throws IOException {
    upstream = EmbeddedRegistry.start(directory.resolve("upstream"), 0);
    mirror = EmbeddedRegistry.start(directory.resolve("mirror"), 0);
    sourceLayout = OciLayout.openOrCreate(directory.resolve("upstream").resolve("team/app"));
    images = new SampleImages(sourceLayout, 1);
  }

  @AfterEach
  void stopRegistries() {
    client.close();
    upstream.close();
    mirror.close();
  }

  @Test
  void copiesAnIndexWithItsChildrenBlobsAndReferrersByteForByte() throws Exception {
    Manifest index = images.signedIndex(TAG);
    CopyResult result = copy(index);
    assertThat(result)
        .isEqualTo(
            new CopyResult(index.digest(), 6, 3, 10, 0, 0, result.bytesCopied(), result.effort()));
    assertThat(content("mirror/copies/app")).isEqualTo(content("upstream/team/app"));
    assertThat(mirrored().find(TAG))
        .map(entry -> entry.descriptor().digest())
        .contains(index.digest());
  }

  @Test
  void bringsAlongWhatOlderToolsPutBesideAnImageAndItsChildren() throws Exception {
    Manifest child = images.image(AMD64, 10);
    Manifest index = images.index(List.of(child), List.of(AMD64));
    Tag signature = new Tag("sha256-" + index.digest().hex() + ".sig");
    Tag attestation = new Tag("sha256-" + child.digest().hex() + ".att");
    images.tag(images.image(AMD64, 3), signature);
    images.tag(images.image(AMD64, 4), attestation);
    assertThat(copy(index).referrersCopied()).isEqualTo(2);
    assertThat(target().find(signature)).isEqualTo(source().find(signature));
    assertThat(target().find(attestation)).isEqualTo(source().find(attestation));

    images.tag(images.image(AMD64, 5), signature);
    CopyResult again =
        new ClosureCopy(source(), target(), turns, new CopyTracker()).run(all(index));
    assertThat(again.manifestsCopied()).as("signed once more").isEqualTo(1);
    assertThat(target().find(signature)).isEqualTo(source().find(signature));
  }

  @Test
  void leavesThemWhereReferrersAreNotWanted() throws Exception {
    Manifest image = images.image(AMD64, 10);
    Tag signature = new Tag("sha256-" + image.digest().hex() + ".sig");
    images.tag(images.image(AMD64, 3), signature);
    CopyResult result =
        copier().run(new ClosureCopy.Selection(image.digest(), List.of(), false, TAG, null));
    assertThat(result.manifestsCopied()).isEqualTo(1);
    assertThat(target().find(signature)).isEmpty();
  }

  @Test
  void tellsWhatItCost() throws Exception {
    Manifest image = images.image(AMD64, 1000, 2000);
    CopyEffort effort = Objects.requireNonNull(copy(image).effort());
    assertThat(effort.requests())
        .as("what both registries were asked")
        .isEqualTo(
            Stream.of(upstream, mirror)
                .flatMap(registry -> registry.requests().entries().stream())
                .collect(
                    Collectors.groupingBy(
                        RequestLog.Entry::method, Collectors.summingInt(_ -> 1))));
    assertThat(effort.bytesSaved()).isZero();

    Manifest other =
        images.manifest(
            MediaTypes.OCI_MANIFEST,
            images.blob(SampleImages.CONFIG, 3),
            ManifestContent.of(image).layers(),
            null);
    CopyResult again =
        new ClosureCopy(source(), target(), turns, new CopyTracker()).run(all(other));
    assertThat(Objects.requireNonNull(again.effort()).bytesSaved()).isEqualTo(3000);
  }

  @Test
  void movesNothingAndWritesNothingTheSecondTime() throws Exception {
    Manifest index = images.signedIndex(TAG);
    copy(index);
    mirror.requests().clear();
    CopyResult again =
        new ClosureCopy(source(), target(), turns, new CopyTracker()).run(all(index));
    assertThat(again).isEqualTo(new CopyResult(index.digest(), 0, 0, 0, 0, 0, 0, again.effort()));
    assertThat(mirror.requests().entries())
        .extracting(RequestLog.Entry::method)
        .containsOnly("HEAD", "GET");
  }

  @Test
  void addsOnlyWhatIsMissing() throws Exception {
    Manifest index = images.signedIndex(TAG);
    copy(index);
    Manifest late = images.referrer(index);
    CopyResult again =
        new ClosureCopy(source(), target(), turns, new CopyTracker()).run(all(index));
    assertThat(again.manifestsCopied()).isEqualTo(1);
    assertThat(again.blobsPresent()).as("the empty config").isEqualTo(1);
    assertThat(mirrored().find(late.digest())).isPresent();
  }

  @Test
  void bringsBackAChildThatTheTargetLost() throws Exception {
    Manifest index = images.signedIndex(TAG);
    copy(index);
    Digest child = Digest.of("sha256", firstChild(index).hex());
    mirrored().removeManifest(child);
    CopyResult again =
        new ClosureCopy(source(), target(), turns, new CopyTracker()).run(all(index));
    assertThat(again.manifestsCopied()).isEqualTo(1);
    assertThat(mirrored().find(child)).isPresent();
  }

  @Test
  void writesTheTagLast() throws Exception {
    copy(images.signedIndex(TAG));
    assertThat(mirror.requests().entries().getLast())
        .isEqualTo(new RequestLog.Entry("PUT", "/v2/copies/app/manifests/1.2", 201));
  }

  @Test
  void leavesReferrersBehindWhenAskedTo() throws Exception {
    Manifest index = images.signedIndex(TAG);
    CopyResult result = copier().run(selection(index, List.of(), false));
    assertThat(result.manifestsCopied()).isEqualTo(3);
    assertThat(mirrored().referrers(index.digest())).isEmpty();
  }

  @Test
  void findsReferrersByFallbackTagAndListsThemSoWhereThereIsNoApi() throws Exception {
    upstream.behaviours().turnOn(new Behaviour.NoReferrersApi());
    mirror.behaviours().turnOn(new Behaviour.NoReferrersApi());
    Manifest index = images.signedIndex(TAG);
    Manifest signature = images.referrer(index);
    images.tag(images.index(List.of(signature), List.of()), fallbackTag(index));
    copy(index);
    assertThat(target().referrers(index.digest()))
        .extracting(Descriptor::digest)
        .containsExactly(signature.digest());
    assertThat(mirrored().find(fallbackTag(index))).isPresent();
  }

  @Test
  void copiesReferrersFromFallbackTagsToAnApi() throws Exception {
    upstream.behaviours().turnOn(new Behaviour.NoReferrersApi());
    Manifest index = images.signedIndex(TAG);
    Manifest signature = images.referrer(index);
    images.tag(images.index(List.of(signature, index), List.of()), fallbackTag(index));
    copy(index);
    assertThat(target().referrers(index.digest()))
        .extracting(Descriptor::digest)
        .containsExactly(signature.digest());
    assertThat(mirrored().find(fallbackTag(index))).as("the API lists it").isEmpty();
  }

  @Test
  void mountsInsideOneRegistryWithoutMovingABlob() throws Exception {
    Manifest index = images.signedIndex(TAG);
    var there = client.target(Repository.parse(upstream.address() + "/other/app"));
    CopyResult result = new ClosureCopy(source(), there, turns, tracker).run(all(index));
    assertThat(result.blobsMounted()).isEqualTo(10);
    assertThat(result.bytesCopied()).isZero();
    assertThat(content("upstream/other/app")).isEqualTo(content("upstream/team/app"));
  }

  @Test
  void copiesToALayoutAndFromItWithTheSameDigest() throws Exception {
    Manifest index = images.signedIndex(TAG);
    LayoutStore layout = LayoutStore.existingOrNew(directory.resolve("layout"));
    new ClosureCopy(source(), layout, turns, new CopyTracker()).run(all(index));
    assertThat(blobs("layout")).isEqualTo(blobs("upstream/team/app"));
    LayoutStore read = LayoutStore.existing(directory.resolve("layout"));
    CopyResult result = new ClosureCopy(read, target(), turns, tracker).run(all(index));
    assertThat(result.digest()).isEqualTo(index.digest());
    assertThat(content("mirror/copies/app")).isEqualTo(content("upstream/team/app"));
  }

  @Test
  void readsTheOnlyImageOfALayoutAsLatest() throws Exception {
    images.signedIndex(TAG);
    LayoutStore layout = LayoutStore.existing(sourceLayout.directory());
    assertThat(layout.find(Tag.LATEST)).isEmpty();
    OciLayout one = OciLayout.openOrCreate(directory.resolve("one"));
    Manifest image = new SampleImages(one, 2).image(AMD64, 10);
    new SampleImages(one, 3).referrer(image);
    assertThat(LayoutStore.existing(one.directory()).find(Tag.LATEST))
        .map(Descriptor::digest)
        .contains(image.digest());
    assertThat(LayoutStore.existingOrNew(one.directory()).find(Tag.LATEST))
        .as("to write, only what is called so")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha384", "sha512"})
  void handlesLongerDigests(String algorithm) throws Exception {
    SampleImages strong = new SampleImages(sourceLayout, 5, algorithm);
    Manifest image = strong.image(AMD64, 1000, 0);
    strong.tag(image, TAG);
    assertThat(copy(image).digest().algorithm()).isEqualTo(algorithm);
    assertThat(content("mirror/copies/app")).isEqualTo(content("upstream/team/app"));
  }

  /** CNCF distribution would have such a blob no more, by that name. */
  @Test
  void mountsNoBlobThatIsNotNamedBySha256() throws Exception {
    SampleImages strong = new SampleImages(sourceLayout, 5, "sha512");
    Manifest image = strong.image(AMD64, 1000, 0);
    strong.tag(image, TAG);
    upstream.requests().clear();

    var there = client.target(Repository.parse(upstream.address() + "/other/app"));
    CopyResult result = new ClosureCopy(source(), there, turns, tracker).run(all(image));

    assertThat(result.blobsCopied()).isEqualTo(3);
    assertThat(result.blobsMounted()).isZero();
    assertThat(upstream.requests().entries())
        .filteredOn(request -> request.path().startsWith("/v2/other/app/blobs/"))
        .extracting(RequestLog.Entry::method)
        .as("whether each is there, and only then where to upload it")
        .containsExactlyInAnyOrder(
            "HEAD", "HEAD", "HEAD", "POST", "POST", "POST", "PUT", "PUT", "PUT");
  }

  @Test
  void copiesNestedIndexes() throws Exception {
    Manifest inner = images.signedIndex(new Tag("inner"));
    Manifest outer = images.index(List.of(inner, inner), List.of());
    images.tag(outer, TAG);
    copy(outer);
    assertThat(mirrored().find(inner.digest())).isPresent();
    assertThat(target().find(TAG)).map(Descriptor::digest).contains(outer.digest());
  }

  @Test
  void takesOnePlatformAsThatPlatformsOwnManifest() throws Exception {
    Manifest index = images.signedIndex(TAG);
    CopyResult result = copier().run(selection(index, List.of(ARM64), true));
    assertThat(result.digest()).isNotEqualTo(index.digest());
    Manifest taken = target().fetch(result.digest());
    assertThat(MediaTypes.isManifest(taken.mediaType())).isTrue();
    assertThat(target().find(TAG)).map(Descriptor::digest).contains(result.digest());
    assertThat(result.blobsCopied()).isEqualTo(2);
  }

  @Test
  void takesSeveralPlatformsAsAnIndexOfOnlyThose() throws Exception {
    Platform s390x = Platform.parse("linux/s390x");
    Manifest one = images.image(AMD64, 10);
    Manifest two = images.image(ARM64, 10);
    Manifest three = images.image(s390x, 10);
    Manifest index = images.index(List.of(one, two, three), List.of(AMD64, ARM64, s390x));
    CopyResult result = copier().run(selection(index, List.of(AMD64, s390x), true));
    String narrowed = new String(target().fetch(result.digest()).bytes(), StandardCharsets.UTF_8);
    assertThat(narrowed)
        .contains(one.digest().value(), three.digest().value())
        .doesNotContain(two.digest().value());
    assertThat(mirrored().find(two.digest())).isEmpty();
  }

  @Test
  void saysWhichPlatformsThereAreWhenOneIsMissing() throws Exception {
    Manifest index = images.signedIndex(TAG);
    RegistryException failed =
        fails(selection(index, List.of(Platform.parse("linux/s390x")), true));
    assertThat(failed.type()).isEqualTo(FailureType.NOT_FOUND);
    assertThat(failed.said()).isEqualTo("the image has [linux/amd64, linux/arm64]");
  }

  @Test
  void looksIntoTheConfigOfAnImageThatIsNoIndex() throws Exception {
    Manifest image = images.image(ARM64, 10);
    assertThat(fails(selection(image, List.of(AMD64), true)).said())
        .isEqualTo("the image has [linux/arm64]");
    assertThat(copier().run(selection(image, List.of(ARM64), true)).digest())
        .isEqualTo(image.digest());
  }

  @Test
  void leavesForeignLayersWhereTheyAre() throws Exception {
    Descriptor foreign =
        new Descriptor(
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
            Digest.of("sha256", "ab".repeat(32)),
            100,
            null);
    Descriptor config = images.blob(SampleImages.CONFIG, 20);
    Manifest image = images.manifest(MediaTypes.DOCKER_MANIFEST, config, List.of(foreign), null);
    assertThat(copy(image).blobsCopied()).isEqualTo(1);
    assertThat(target().find(TAG)).map(Descriptor::mediaType).contains(MediaTypes.DOCKER_MANIFEST);
  }

  @Test
  void saysThatSchema1CannotBeCopied() throws Exception {
    byte[] bytes = "{\"schemaVersion\":1}".getBytes(StandardCharsets.UTF_8);
    Descriptor old = images.blob("x", bytes);
    sourceLayout.putManifest(
        bytes, "application/vnd.docker.distribution.manifest.v1+prettyjws", old.digest(), TAG);
    RegistryException failed =
        fails(new ClosureCopy.Selection(old.digest(), List.of(), true, TAG, null));
    assertThat(failed.type()).isEqualTo(FailureType.UNSUPPORTED);
    assertThat(failed.said()).contains("schema 1");
  }

  @Test
  void refusesATargetThatNamesAnotherDigest() throws Exception {
    Manifest image = images.image(AMD64, 10);
    Digest other = Digest.of("sha256", "ab".repeat(32));
    RegistryException failed =
        fails(new ClosureCopy.Selection(image.digest(), List.of(), true, TAG, other));
    assertThat(failed.type()).isEqualTo(FailureType.REFUSED);
    assertThat(mirror.requests().entries()).isEmpty();
  }

  @Test
  void leavesATagAloneThatSomebodyElseWritesWhileItCopies() throws Exception {
    Manifest image = images.image(AMD64, 10);
    Manifest theirs = images.image(AMD64, 20);
    new ClosureCopy(source(), target(), turns, new CopyTracker())
        .run(new ClosureCopy.Selection(theirs.digest(), List.of(), true, null, null));
    Attempt racing =
        new Attempt() {
          @Override
          public void failIfOver() {}

          @Override
          public void naming(Digest digest) {
            try {
              target().write(theirs, TAG);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    RegistryException failed =
        catchThrowableOfType(
            RegistryException.class,
            () ->
                new ClosureCopy(source(), target(), turns, tracker, racing)
                    .run(expecting(image, new ExpectedTag(null))));
    assertThat(failed.type()).isEqualTo(FailureType.REFUSED);
    assertThat(failed.said())
        .isEqualTo(
            "somebody else wrote it meanwhile: it is %s, and was to be nothing"
                .formatted(theirs.digest()));
    assertThat(target().find(TAG)).map(Descriptor::digest).contains(theirs.digest());
  }

  @Test
  void movesATagThatNamesWhatIsExpected() throws Exception {
    Manifest before = images.image(AMD64, 20);
    Manifest image = images.image(AMD64, 10);
    copier().run(all(before));
    copier().run(expecting(image, new ExpectedTag(before.digest())));
    assertThat(target().find(TAG)).map(Descriptor::digest).contains(image.digest());
  }

  private static ClosureCopy.Selection expecting(Manifest image, ExpectedTag expected) {
    return new ClosureCopy.Selection(
        image.digest(), List.of(), true, TAG, null, false, false, expected);
  }

  @Test
  void sendsAgainInTheNextAttemptWhatTheTargetCollectedMeanwhile() throws Exception {
    Manifest image = images.image(AMD64, 10, 20);
    Descriptor layer = ManifestContent.of(image).layers().getFirst();
    ForgetfulStore forgetful =
        new ForgetfulStore(target(), () -> mirrored().removeBlob(layer.digest()));
    RegistryException failed =
        catchThrowableOfType(
            RegistryException.class,
            () -> new ClosureCopy(source(), forgetful, turns, tracker).run(all(image)));
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failed.said()).contains("MANIFEST_BLOB_UNKNOWN");
    assertNoTag();
    CopyResult again =
        new ClosureCopy(source(), target(), turns, new CopyTracker()).run(all(image));
    assertThat(again.blobsCopied()).isEqualTo(1);
    assertThat(again.blobsPresent()).isEqualTo(2);
  }

  @Test
  void endsWithinMomentsOfAnInterruptEvenWhileASourceTrickles() throws Exception {
    Manifest image = images.image(AMD64, 1_000_000);
    upstream
        .behaviours()
        .inject(FaultRule.always(new Fault.Slow(1000)).on(RequestMatcher.path("/blobs/")));
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread copying =
        Thread.ofVirtual()
            .start(() -> {
              try {
                copier().run(all(image));
              } catch (IOException | InterruptedException e) {
                thrown.set(e);
              }
            });
    while (copying.isAlive() && tracker.progress().bytesTotal() == 0) {
      Thread.onSpinWait();
    }
    copying.interrupt();
    assertThat(copying.join(Duration.ofMinutes(1))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertNoTag();
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    Manifest index = images.signedIndex(TAG);
    copier().run(all(index));
    assertThat(tracker.progress().blobsDone()).isEqualTo(10);
    assertThat(tracker.progress().blobsTotal()).isEqualTo(10);
    assertThat(tracker.progress().bytesDone()).isEqualTo(tracker.progress().bytesTotal());
  }

  private CopyResult copy(Manifest image) throws IOException, InterruptedException {
    return copier().run(all(image));
  }

  private RegistryException fails(ClosureCopy.Selection selection) {
    return catchThrowableOfType(RegistryException.class, () -> copier().run(selection));
  }

  private void assertNoTag() throws IOException {
    assertThat(target().find(TAG)).isEmpty();
  }

  private ClosureCopy copier() {
    return new ClosureCopy(source(), target(), turns, tracker);
  }

  private dev.laytime.activities.registry.client.ImageStore source() {
    return client.source(Repository.parse(upstream.address() + "/team/app"));
  }

  private dev.laytime.activities.registry.client.ImageStore target() {
    return client.target(Repository.parse(mirror.address() + "/copies/app"));
  }

  private OciLayout mirrored() throws IOException {
    return OciLayout.open(directory.resolve("mirror/copies/app"));
  }

  private static ClosureCopy.Selection all(Manifest image) {
    return selection(image, List.of(), true);
  }

  private static ClosureCopy.Selection selection(
      Manifest image, List<Platform> platforms, boolean referrers) {
    return new ClosureCopy.Selection(image.digest(), platforms, referrers, TAG, null);
  }

  private static Tag fallbackTag(Manifest subject) {
    return new Tag("sha256-" + subject.digest().hex());
  }

  private static Digest firstChild(Manifest index) {
    String json = new String(index.bytes(), StandardCharsets.UTF_8);
    int at = json.indexOf("\"sha256:") + 1;
    return new Digest(json.substring(at, at + 71));
  }

  @Test
  void listsInALayoutOnlyWhatNoIndexNames() throws Exception {
    Manifest index = images.signedIndex(TAG);
    LayoutStore layout = LayoutStore.existingOrNew(directory.resolve("layout"));
    new ClosureCopy(source(), layout, turns, new CopyTracker()).run(all(index));
    assertThat(OciLayout.open(directory.resolve("layout")).entries())
        .as("three referrers and the index itself")
        .hasSize(4)
        .last()
        .extracting(entry -> entry.descriptor().digest(), LayoutEntry::tag)
        .containsExactly(index.digest(), TAG);
    CopyResult again = new ClosureCopy(source(), layout, turns, new CopyTracker()).run(all(index));
    assertThat(again)
        .as("found again, also below an index")
        .isEqualTo(new CopyResult(index.digest(), 0, 0, 0, 0, 10, 0, again.effort()));
  }

  @Test
  void bringsBackABlobThatALayoutLost() throws Exception {
    Manifest index = images.signedIndex(TAG);
    LayoutStore layout = LayoutStore.existingOrNew(directory.resolve("layout"));
    new ClosureCopy(source(), layout, turns, new CopyTracker()).run(all(index));
    Map<String, String> whole = blobs("layout");
    String layer =
        Collections.max(
            whole.keySet(), Comparator.comparingInt(name -> whole.getOrDefault(name, "").length()));
    Files.delete(directory.resolve("layout").resolve(layer));
    new ClosureCopy(source(), layout, turns, new CopyTracker()).run(all(index));
    assertThat(blobs("layout")).isEqualTo(whole);
  }

  @Test
  void listsAReferrerThatAnEarlierAttemptWroteAndCouldNotList() throws Exception {
    mirror.behaviours().turnOn(new Behaviour.NoReferrersApi());
    mirror
        .behaviours()
        .inject(
            FaultRule.always(new Fault.ServerError(503))
                .on(RequestMatcher.method("PUT").and(RequestMatcher.path("/manifests/sha256-")))
                .times(1));
    Manifest image = images.image(AMD64, 10);
    Manifest signature = images.referrer(image);
    assertThat(fails(all(image)).type()).isEqualTo(FailureType.UNAVAILABLE);
    copy(image);
    assertThat(target().referrers(image.digest()))
        .extracting(Descriptor::digest)
        .containsExactly(signature.digest());
  }

  @Test
  void listsEveryReferrerWhoeverElseListsOneMeanwhile() throws Exception {
    mirror.behaviours().turnOn(new Behaviour.NoReferrersApi());
    Manifest image = images.image(AMD64, 10);
    copy(image);
    List<Manifest> signatures = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      signatures.add(images.referrer(image));
    }
    Parallel.forEach(
        signatures,
        8,
        signature -> {
          ManifestContent content = ManifestContent.of(signature);
          for (Descriptor blob : content.blobs()) {
            try (InputStream bytes = source().open(blob)) {
              target().write(blob, bytes);
            }
          }
          target().write(signature, null);
        });
    assertThat(target().referrers(image.digest())).hasSize(8);
  }

  @Test
  void passesOverAReferrerThatIsListedAndGone() throws Exception {
    upstream.behaviours().turnOn(new Behaviour.NoReferrersApi());
    Manifest image = images.image(AMD64, 10);
    Manifest gone = images.referrer(image);
    Manifest there = images.referrer(image);
    images.tag(images.index(List.of(gone, there), List.of()), fallbackTag(image));
    sourceLayout.removeManifest(gone.digest());
    assertThat(copy(image).referrersCopied()).isEqualTo(1);
  }

  @Test
  void copiesABuildCacheWhoseIndexListsLayers() throws Exception {
    Descriptor layer = images.blob(SampleImages.LAYER, 50);
    Manifest cache = images.indexOf(List.of(layer));
    CopyResult result = copy(cache);
    assertThat(result.blobsCopied()).isEqualTo(1);
    assertThat(target().has(layer)).isTrue();
  }

  private Map<String, String> blobs(String layout) throws IOException {
    Map<String, String> blobs = content(layout);
    blobs.keySet().removeIf(name -> !name.startsWith("blobs"));
    return blobs;
  }

  /** Every blob file of a layout with its bytes, and every manifest with its media type. */
  private Map<String, String> content(String layout) throws IOException {
    Path root = directory.resolve(layout);
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root.resolve("blobs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(
            root.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    for (LayoutEntry entry : OciLayout.open(root).entries()) {
      content.put(entry.descriptor().digest().value(), entry.descriptor().mediaType());
    }
    return content;
  }
}
