package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry may answer to what is written, and what that means. */
class PushTest {

  private static final byte[] CONTENT = "layer".getBytes(StandardCharsets.UTF_8);
  private static final Descriptor BLOB =
      new Descriptor("x", Hashing.digestOf(CONTENT, "sha256"), CONTENT.length, null);
  private static final String UPLOADS = "/v2/app/blobs/uploads/";
  private static final String MOUNT = UPLOADS + "?mount=" + BLOB.digest() + "&from=other";
  private static final String ERROR = "{\"errors\":[{\"code\":\"%s\",\"message\":\"gone\"}]}";

  private CannedServer registry;
  private RegistryClient client;

  @BeforeEach
  void startServer() throws IOException {
    registry = new CannedServer();
    client = new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE));
  }

  @AfterEach
  void stopServer() {
    client.close();
    registry.close();
  }

  @Test
  void mayBeTriedAgainWhenTheRegistryLostTheUpload() {
    RegistryException failed = failsToWrite(404, ERROR.formatted("BLOB_UPLOAD_UNKNOWN"));
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failed.said())
        .isEqualTo(registry.address() + " answered 404 BLOB_UPLOAD_UNKNOWN: gone");
    assertThat(failed.hint()).isEqualTo("the next attempt begins the upload anew");
  }

  @Test
  void mayBeTriedAgainWhenTheRegistryExpectsAnotherPartOfTheUpload() {
    RegistryException failed = failsToWrite(416, "");
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failed.hint()).isEqualTo("the next attempt begins the upload anew");
  }

  @Test
  void isFinalWhenTheRegistryKnowsNoSuchRepository() {
    assertThat(failsToWrite(404, ERROR.formatted("NAME_UNKNOWN")).type())
        .isEqualTo(FailureType.NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "400, MANIFEST_BLOB_UNKNOWN, REFUSED,   true",
    "404, MANIFEST_BLOB_UNKNOWN, NOT_FOUND, true",
    "400, BLOB_UNKNOWN,          REFUSED,   true",
    "400, MANIFEST_INVALID,      REFUSED,   false",
    "404, NAME_UNKNOWN,          NOT_FOUND, false",
  })
  void tellsAManifestWhoseContentIsMissingFromOneThatIsWrong(
      int status, String code, FailureType type, boolean missing) {
    Manifest manifest = manifest("sha256");
    registry.answer("/v2/app/manifests/" + manifest.digest(), status, ERROR.formatted(code));
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> target().write(manifest, null));
    assertThat(failed.type()).isEqualTo(type);
    assertThat(failed.isAboutMissingContent()).isEqualTo(missing);
  }

  @Test
  void saysWhereARegistryNamesManifestsBySha256Alone() {
    Manifest manifest = manifest("sha512");
    registry.answer(
        "/v2/app/manifests/" + manifest.digest(), 400, ERROR.formatted("DIGEST_INVALID"));
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> target().write(manifest, null));
    assertThat(failed.type()).isEqualTo(FailureType.UNSUPPORTED);
    assertThat(failed.said()).endsWith(" answered 400 DIGEST_INVALID: gone");
    assertThat(failed.hint()).contains("names manifests by sha256 alone");
  }

  @Test
  void saysWhereARegistryTagsNoManifestThatIsNotNamedBySha256() {
    Manifest manifest = manifest("sha512");
    registry.answer(
        "/v2/app/manifests/" + manifest.digest() + "?tag=1",
        201,
        Map.of("Docker-Content-Digest", manifest.digest().value()),
        "");
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> target().write(manifest, new Tag("1")));
    assertThat(failed.type()).isEqualTo(FailureType.UNSUPPORTED);
    assertThat(failed.hint()).contains("refer to it by digest");
  }

  @Test
  void goesOnWithTheUploadThatTheRegistryBeganInsteadOfMounting() throws IOException {
    registry.answer(MOUNT, 202, Map.of("Location", "/up?state=m"), "");
    registry.answer("/up?state=m&digest=" + BLOB.digest(), 201, "");
    RemoteRepository app = target();
    assertThat(app.have(BLOB, other())).isEqualTo(ImageStore.Having.MISSING);
    app.write(BLOB, new ByteArrayInputStream(CONTENT));
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::target)
        .containsExactly(MOUNT, "/up?state=m&digest=" + BLOB.digest());
  }

  @Test
  void beginsAnUploadOfItsOwnTheSecondTime() throws IOException {
    registry.answer(MOUNT, 202, Map.of("Location", "/up?state=m"), "");
    registry.answer("/up?state=m&digest=" + BLOB.digest(), 500, "");
    registry.answer(UPLOADS, 202, Map.of("Location", "/up?state=n"), "");
    registry.answer("/up?state=n&digest=" + BLOB.digest(), 201, "");
    RemoteRepository app = target();
    assertThat(app.have(BLOB, other())).isEqualTo(ImageStore.Having.MISSING);
    assertThat(
            catchThrowableOfType(
                RegistryException.class, () -> app.write(BLOB, new ByteArrayInputStream(CONTENT))))
        .isNotNull();
    app.write(BLOB, new ByteArrayInputStream(CONTENT));
    assertThat(registry.seen.getLast().target()).startsWith("/up?state=n");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void isNoMountWhereTheTokenServerGivesNoTokenForBothRepositories(int status) throws IOException {
    registry.answer(
        MOUNT,
        401,
        Map.of(
            "WWW-Authenticate", "Bearer realm=\"http://%s/token\"".formatted(registry.address())),
        "");
    registry.answer(
        "/token?scope=repository%3Aapp%3Apull%2Cpush&scope=repository%3Aother%3Apull",
        status, ERROR.formatted("DENIED"));
    assertThat(target().have(BLOB, other())).isEqualTo(ImageStore.Having.MISSING);
    assertThat(registry.seen).hasSize(2);
  }

  @Test
  void waitsLongerForACommitThanForAnythingElse() throws Exception {
    try (SlowRegistry slow = new SlowRegistry();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RemoteRepository app =
          repository(slow, new Transport.Patience(Duration.ofSeconds(1), Duration.ofMinutes(1)));
      Future<?> writing =
          threads.submit(() -> {
            app.write(BLOB, new ByteArrayInputStream(CONTENT));
            return null;
          });
      slow.awaitBlob();
      for (int i = 0; i < 2; i++) {
        assertThat(catchThrowableOfType(RegistryException.class, () -> app.has(BLOB)).said())
            .isEqualTo("no byte came for too long");
      }
      assertThat(writing.isDone()).isFalse();
      slow.commit();
      writing.get();
    }
  }

  @Test
  void waitsForACommitNoLongerThanThat() throws Exception {
    try (SlowRegistry slow = new SlowRegistry()) {
      RemoteRepository app =
          repository(slow, new Transport.Patience(Duration.ofMinutes(1), Duration.ofMillis(100)));
      RegistryException failed =
          catchThrowableOfType(
              RegistryException.class, () -> app.write(BLOB, new ByteArrayInputStream(CONTENT)));
      assertThat(failed.said()).isEqualTo("no byte came for too long");
    }
  }

  private RegistryException failsToWrite(int status, String body) {
    registry.answer(UPLOADS, 202, Map.of("Location", "/up"), "");
    registry.answer("/up?digest=" + BLOB.digest(), status, body);
    return catchThrowableOfType(
        RegistryException.class, () -> target().write(BLOB, new ByteArrayInputStream(CONTENT)));
  }

  private static Manifest manifest(String algorithm) {
    byte[] bytes =
        "{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\",\"size\":5}}"
            .formatted(BLOB.digest())
            .getBytes(StandardCharsets.UTF_8);
    return new Manifest(MediaTypes.OCI_MANIFEST, Hashing.digestOf(bytes, algorithm), bytes);
  }

  private RemoteRepository target() {
    return client.target(Repository.parse(registry.address() + "/app"));
  }

  private RemoteRepository other() {
    return client.source(Repository.parse(registry.address() + "/other"));
  }

  private static RemoteRepository repository(SlowRegistry registry, Transport.Patience patience) {
    Endpoint endpoint = Endpoint.of(registry.address(), null);
    AddressGuard guard = new FakeNames().guard(endpoint);
    Transport transport =
        new Transport(
            endpoint, "test", Access.WRITING, Proxies.NONE, FreeToll::of, guard, guard, patience);
    Repository app = Repository.parse(registry.address() + "/app");
    return new RemoteRepository(
        app,
        new RegistryClient.Connection(transport, new Authentication(transport, Credentials.NONE)),
        Scope.push(app),
        RegistryMemory.NONE);
  }
}
