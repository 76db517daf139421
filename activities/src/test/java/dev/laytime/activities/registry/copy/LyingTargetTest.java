package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that says of something that it has it, and has not. */
class LyingTargetTest {

  private static final Tag TAG = new Tag("1.2");
  private static final Digest OTHER = Digest.of("sha256", "ab".repeat(32));
  private static final Platform AMD64 = Platform.parse("linux/amd64");

  @TempDir Path directory;
  private final RegistryClient client =
      new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE));
  private EmbeddedRegistry upstream;
  private EmbeddedRegistry mirror;
  private FaultyRegistry lying;
  private SampleImages images;

  @BeforeEach
  void startRegistries() throws IOException {
    upstream = EmbeddedRegistry.start(directory.resolve("upstream"), 0);
    mirror = EmbeddedRegistry.start(directory.resolve("mirror"), 0);
    lying = new FaultyRegistry(mirror.address());
    images = new SampleImages(OciLayout.openOrCreate(directory.resolve("upstream/team/app")), 1);
  }

  @AfterEach
  void stopRegistries() throws IOException {
    client.close();
    lying.close();
    upstream.close();
    mirror.close();
  }

  @Test
  void isFoundOutBeforeTheTagWhereItLosesAManifestThatItTook() throws Exception {
    Manifest index = images.signedIndex(TAG);
    Digest child = firstChild(index);
    lying.arm("PUT", "/manifests/" + child, (request, _) -> take(request, child), 1);

    RegistryException failed = fails(index);
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failed.what()).startsWith("confirm manifest ").endsWith("@" + child);
    assertThat(failed.said()).endsWith(" said that it has it, and says now that there is none");
    assertNoTag();

    assertThat(copy(index).manifestsCopied()).as("the lost one and the image").isEqualTo(2);
  }

  @Test
  void isFoundOutBeforeTheTagWhereItHasAnotherManifestUnderADigest() throws Exception {
    Manifest index = images.signedIndex(TAG);
    Digest child = firstChild(index);
    lying.arm(
        "HEAD",
        "/manifests/" + child,
        (request, _) ->
            request.say(
                ok("application/vnd.oci.image.manifest.v1+json", OTHER)
                    + "Connection: close\r\nContent-Length: 100\r\n\r\n"),
        2);

    RegistryException failed = fails(index);
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failed.said()).endsWith(" says that it has digest " + OTHER);
    assertNoTag();

    copy(index);
  }

  @Test
  void isAskedForAManifestWhoseDigestItsAnswerDoesNotTell() throws Exception {
    Manifest image = images.image(AMD64, 100);
    lying.arm(
        "PUT",
        "/manifests/",
        (request, behind) ->
            request.say(behind.ask(request).replaceAll("(?i)\r\ndocker-content-digest:[^\r]*", "")),
        1);
    copy(image);
    assertThat(mirror.requests().entries().getLast())
        .isEqualTo(new RequestLog.Entry("HEAD", "/v2/copies/app/manifests/" + image.digest(), 200));
  }

  @Test
  void isFoundOutWhereItLosesAManifestWhoseDigestItsAnswerDoesNotTell() throws Exception {
    Manifest image = images.image(AMD64, 100);
    lying.arm(
        "PUT",
        "/manifests/",
        (request, _) -> {
          request.read();
          request.answer("HTTP/1.1 201 Created\r\n", "");
        },
        1);
    assertThat(fails(image).type()).isEqualTo(FailureType.UNAVAILABLE);
    assertNoTag();
  }

  @Test
  void isFoundOutWhereItStoresABlobAsAnother() throws Exception {
    Manifest image = images.image(AMD64, 100);
    lying.arm("PUT", "/blobs/uploads/", (request, _) -> take(request, OTHER), 1);
    RegistryException failed = fails(image);
    assertThat(failed.type()).isEqualTo(FailureType.CONTENT_MISMATCH);
    assertThat(failed.said()).isEqualTo("it was stored as " + OTHER);
    assertNoTag();
  }

  @Test
  void isAskedAgainForWhatItHadWhenACopyTakesLong() throws Exception {
    Manifest index = images.signedIndex(new Tag("earlier"));
    copy(index, new Tag("earlier"), new CopyTracker());
    Digest child = firstChild(index);
    AtomicInteger looks = new AtomicInteger();
    lying.arm(
        "HEAD",
        "/manifests/" + child,
        (request, behind) -> {
          if (looks.getAndIncrement() == 0) {
            request.say(behind.ask(request));
          } else {
            request.answer("HTTP/1.1 404 Not Found\r\n", "");
          }
        },
        Integer.MAX_VALUE);
    AtomicLong clock = new AtomicLong();
    CopyTracker slow = new CopyTracker(() -> clock.addAndGet(Duration.ofMinutes(2).toNanos()));

    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> copy(index, TAG, slow));
    assertThat(failed.what()).startsWith("confirm manifest ").endsWith("@" + child);
    assertNoTag();

    looks.set(0);
    copy(index, TAG, new CopyTracker());
    assertThat(looks).as("asked a moment ago").hasValue(1);
  }

  @Test
  void isAskedOnceForEveryManifestThatItWasGivenBesideTheImage() throws Exception {
    Manifest index = images.signedIndex(TAG);
    copy(index);
    List<RequestLog.Entry> all = mirror.requests().entries();
    List<RequestLog.Entry> last = all.subList(all.size() - 6, all.size());
    assertThat(last.subList(0, 5))
        .extracting(RequestLog.Entry::method, RequestLog.Entry::status)
        .containsOnly(org.assertj.core.groups.Tuple.tuple("HEAD", 200));
    assertThat(last.subList(0, 5)).doesNotHaveDuplicates();
    assertThat(last.getLast())
        .isEqualTo(new RequestLog.Entry("PUT", "/v2/copies/app/manifests/1.2", 201));
  }

  private static void take(RawServer.Request request, Digest told) throws IOException {
    request.read();
    request.answer("HTTP/1.1 201 Created\r\nDocker-Content-Digest: " + told + "\r\n", "");
  }

  private static String ok(String type, Digest digest) {
    return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nDocker-Content-Digest: %s\r\n"
        .formatted(type, digest);
  }

  private CopyResult copy(Manifest image) throws IOException, InterruptedException {
    return copy(image, TAG, new CopyTracker());
  }

  private CopyResult copy(Manifest image, Tag tag, CopyTracker tracker)
      throws IOException, InterruptedException {
    return new ClosureCopy(
            client.source(Repository.parse(upstream.address() + "/team/app")),
            client.target(Repository.parse(lying.address() + "/copies/app")),
            new Turns(),
            tracker)
        .run(new ClosureCopy.Selection(image.digest(), List.of(), true, tag, null));
  }

  private RegistryException fails(Manifest image) {
    return catchThrowableOfType(RegistryException.class, () -> copy(image));
  }

  private void assertNoTag() throws IOException {
    assertThat(client.source(Repository.parse(mirror.address() + "/copies/app")).find(TAG))
        .isEmpty();
  }

  private static Digest firstChild(Manifest index) throws IOException {
    return ManifestContent.of(index).children().getFirst().digest();
  }
}
