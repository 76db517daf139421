package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a registry may send us, and what it gets of us there. */
class GuardedRequestsTest {

  private static final byte[] CONTENT = "layer".getBytes(StandardCharsets.UTF_8);
  private static final Descriptor BLOB =
      new Descriptor("x", Hashing.digestOf(CONTENT, "sha256"), CONTENT.length, null);
  private static final Credential ANNA = new Credential.UsernamePassword("anna", "secret");
  private static final String BASIC = "Basic YW5uYTpzZWNyZXQ=";

  private CannedServer registry;
  private CannedServer elsewhere;
  private RegistryClient client;

  @BeforeEach
  void startServers() throws IOException {
    registry = new CannedServer();
    elsewhere = new CannedServer();
    client = new RegistryClient(ClientSettings.of(List.of(), _ -> Optional.of(ANNA)));
  }

  @AfterEach
  void stopServers() {
    client.close();
    registry.close();
    elsewhere.close();
  }

  @Test
  void asksWithoutCredentialsFirstAndShowsThemWhenTheRegistryWantsThem() throws IOException {
    challengeBasic();
    assertThat(
            catchThrowableOfType(RegistryException.class, () -> repository().find(Tag.LATEST))
                .type())
        .isEqualTo(FailureType.UNAUTHORIZED);
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::authorization)
        .containsExactly(null, BASIC);
  }

  @Test
  void saysHowToLogInWhenTheRegistryWantsCredentialsAndThereAreNone() throws IOException {
    challengeBasic();
    try (RegistryClient nobody =
        new RegistryClient(ClientSettings.of(List.of(), Credentials.NONE))) {
      RegistryException failed =
          catchThrowableOfType(
              RegistryException.class,
              () -> nobody.source(Repository.parse(registry.address() + "/app")).find(Tag.LATEST));
      assertThat(failed.type()).isEqualTo(FailureType.UNAUTHORIZED);
      assertThat(failed.hint()).contains("docker login " + registry.address());
    }
    assertThat(registry.seen).hasSize(1);
  }

  @Test
  void saysWhoItIsAlsoWhereTheRegistryRedirectsToItself() {
    registry.answer(
        "/v2/app/manifests/latest", 307, Map.of("Location", "/v2/team/app/manifests/latest"), "");
    registry.answer(
        "/v2/team/app/manifests/latest", 401, Map.of("WWW-Authenticate", "Basic realm=\"r\""), "");
    assertThat(catchThrowableOfType(RegistryException.class, () -> repository().find(Tag.LATEST)))
        .isNotNull();
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::authorization)
        .containsExactly(null, null, BASIC);
  }

  @Test
  void getsATokenForTheScopeAndKeepsItForTheNextRequest() throws IOException {
    challengeBearer("http://" + elsewhere.address() + "/token");
    String ask = "/token?service=registry.test&scope=repository%3Aapp%3Apull";
    elsewhere.answer(ask, 200, "{\"token\":\"t1\",\"expires_in\":300}");
    RemoteRepository app = repository();
    assertThat(catchThrowableOfType(RegistryException.class, () -> app.find(Tag.LATEST)))
        .isNotNull();
    assertThat(app.has(BLOB)).isFalse();
    assertThat(elsewhere.seen).containsExactly(new CannedServer.Seen("GET", ask, BASIC));
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::authorization)
        .containsExactly(null, "Bearer t1", "Bearer t1");
  }

  @Test
  void saysWhichTokenServerRefusesUs() {
    challengeBearer("http://" + elsewhere.address() + "/token");
    String ask = "/token?service=registry.test&scope=repository%3Aapp%3Apull";
    elsewhere.answer(ask, 401, "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"who?\"}]}");
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> repository().find(Tag.LATEST));
    assertThat(failed.type()).isEqualTo(FailureType.UNAUTHORIZED);
    assertThat(failed.what())
        .isEqualTo("get a token for repository:app:pull from " + elsewhere.address());
    assertThat(failed.said()).isEqualTo(elsewhere.address() + " answered 401 UNAUTHORIZED: who?");
  }

  @Test
  void sendsAnUploadOnceMoreWhenTheRegistryWantsToKnowWhoWeAreOnlyThere() {
    String challenge = "Bearer realm=\"http://%s/token\"".formatted(elsewhere.address());
    elsewhere.answer("/token?scope=repository%3Aapp%3Apull%2Cpush", 200, "{\"token\":\"t\"}");
    registry.answer("/v2/app/blobs/uploads/", 202, Map.of("Location", "/up"), "");
    registry.answer("/up?digest=" + BLOB.digest(), 401, Map.of("WWW-Authenticate", challenge), "");
    for (int attempt = 0; attempt < 2; attempt++) {
      RegistryException failed =
          catchThrowableOfType(
              RegistryException.class,
              () -> target().write(BLOB, new java.io.ByteArrayInputStream(CONTENT)));
      assertThat(failed.type()).isEqualTo(FailureType.UNAUTHORIZED);
    }
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::authorization)
        .containsExactly(null, null, "Bearer t", "Bearer t", "Bearer t", "Bearer t");
  }

  @Test
  void looksForCredentialsUnderTheEndpointWhereOneIsSet() {
    challengeBasic();
    List<String> asked = new CopyOnWriteArrayList<>();
    Credentials hubs =
        place -> {
          asked.add(place.registry());
          return place.registry().equals("docker.io") ? Optional.of(ANNA) : Optional.empty();
        };
    URI cache = URI.create("http://" + registry.address());
    RegistrySettings mirrored = new RegistrySettings("docker.io", cache, null);
    registry.answer(
        "/v2/library/app/manifests/latest",
        401,
        Map.of("WWW-Authenticate", "Basic realm=\"r\""),
        "");
    try (RegistryClient throughCache =
        new RegistryClient(ClientSettings.of(List.of(mirrored), hubs))) {
      RemoteRepository app = throughCache.source(Repository.parse("app"));
      RegistryException failed =
          catchThrowableOfType(RegistryException.class, () -> app.find(Tag.LATEST));
      assertThat(failed.hint()).contains("docker login " + registry.address());
    }
    assertThat(asked).containsOnly(registry.address());
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::authorization)
        .isNotEmpty()
        .containsOnlyNulls();
  }

  @Test
  void failsRatherThanCutAListingAtALinkThatItCannotRead() {
    registry.answer(
        "/v2/app/tags/list", 200, Map.of("Link", "/next; rel=next"), "{\"tags\":[\"a\"]}");
    assertThat(catchThrowableOfType(RegistryException.class, () -> repository().tags()).said())
        .isEqualTo("its link to the next page is malformed");
  }

  @Test
  void listsTagsOverAllPages() throws IOException {
    registry.answer(
        "/v2/app/tags/list",
        200,
        Map.of("Link", "</v2/app/tags/list?last=b>; type=\"x\"; Rel=next"),
        "{\"name\":\"app\",\"tags\":[\"a\",\"b\"]}");
    registry.answer("/v2/app/tags/list?last=b", 200, "{\"name\":\"app\",\"tags\":[\"c\"]}");
    assertThat(repository().tags()).extracting(Tag::value).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "no json", "{\"tags\":[\"-bad\"]}", "{\"tags\":\"a\"}"})
  void failsRatherThanListWhatIsNoListOfTags(String body) {
    registry.answer("/v2/app/tags/list", 200, body);
    assertThat(catchThrowableOfType(RegistryException.class, () -> repository().tags()))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 406, 501})
  void looksForAFallbackTagWhereThereIsNoReferrersApi(int status) throws IOException {
    Digest subject = Digest.of("sha256", "ab".repeat(32));
    registry.answer("/v2/app/referrers/" + subject, status, "");
    fallbackIndexOf(subject);
    assertThat(repository().referrers(subject))
        .extracting(Descriptor::digest)
        .containsExactly(BLOB.digest());
  }

  @Test
  void takesAPageForPeopleForNoReferrersApi() throws IOException {
    Digest subject = Digest.of("sha256", "ab".repeat(32));
    registry.answer(
        "/v2/app/referrers/" + subject, 200, Map.of("Content-Type", "text/html"), "<html>");
    fallbackIndexOf(subject);
    assertThat(repository().referrers(subject)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 503})
  void failsRatherThanTakeTroubleForNoReferrers(int status) {
    Digest subject = Digest.of("sha256", "ab".repeat(32));
    registry.answer("/v2/app/referrers/" + subject, status, "");
    assertThat(catchThrowableOfType(RegistryException.class, () -> repository().referrers(subject)))
        .isNotNull();
  }

  @Test
  void failsRatherThanForgetTheFirstPageOfReferrersWhenTheSecondIsGone() {
    Digest subject = Digest.of("sha256", "ab".repeat(32));
    registry.answer(
        "/v2/app/referrers/" + subject,
        200,
        Map.of("Content-Type", MediaTypes.OCI_INDEX, "Link", "<?page=2>; rel=\"next\""),
        index());
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> repository().referrers(subject));
    assertThat(failed.type()).isEqualTo(FailureType.NOT_FOUND);
    assertThat(registry.seen.getLast().target())
        .isEqualTo("/v2/app/referrers/" + subject + "?page=2");
  }

  @Test
  void keepsTheUploadsPlaceToTheLetter() throws IOException {
    registry.answer(
        "/v2/app/blobs/uploads/", 202, Map.of("Location", "/up?state=a+b/c%2fd~:,@"), "");
    String put = "/up?state=a+b/c%2fd~:,@&digest=" + BLOB.digest();
    registry.answer(put, 201, "");
    target().write(BLOB, new java.io.ByteArrayInputStream(CONTENT));
    assertThat(registry.seen.getLast().target()).isEqualTo(put);
  }

  @Test
  void hearsWhyAnUploadIsRefusedBeforeAllOfItIsSent() throws IOException {
    try (EarlyRefusal early = new EarlyRefusal("429 Too Many\r\nRetry-After: 7")) {
      RemoteRepository app = client.target(Repository.parse(early.address() + "/app"));
      byte[] large = new byte[32 * 1024 * 1024];
      Descriptor blob = new Descriptor("x", Hashing.digestOf(large, "sha256"), large.length, null);
      RegistryException failed =
          catchThrowableOfType(
              RegistryException.class,
              () -> app.write(blob, new java.io.ByteArrayInputStream(large)));
      assertThat(failed.type()).isEqualTo(FailureType.THROTTLED);
      assertThat(failed.until()).isNotNull();
    }
  }

  @Test
  void readsNoMoreOfABlobThanItWasAskedFor() throws IOException {
    registry.answer("/v2/app/blobs/" + BLOB.digest(), 200, "x".repeat(50_000_000));
    Descriptor large = new Descriptor("x", BLOB.digest(), 50_000_000, null);
    InputStream content = repository().open(large);
    assertThat(content.read()).isEqualTo('x');
    content.close();
    assertThat(registry.brokenOff())
        .as("the server could not send all of it")
        .succeedsWithin(java.time.Duration.ofMinutes(1));
  }

  @Test
  void believesADocumentThatItsServerCallsOnlyJson() throws IOException {
    String manifest = "{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":{}}";
    registry.answer(
        "/v2/app/manifests/latest", 200, Map.of("Content-Type", "application/json"), manifest);
    assertThat(repository().find(Tag.LATEST))
        .map(Descriptor::mediaType)
        .contains(MediaTypes.OCI_MANIFEST);
  }

  private void fallbackIndexOf(Digest subject) {
    registry.answer(
        "/v2/app/manifests/" + Referrers.fallbackTag(subject),
        200,
        Map.of("Content-Type", MediaTypes.OCI_INDEX),
        index());
  }

  private static String index() {
    return "{\"manifests\":[{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":5}]}"
        .formatted(MediaTypes.OCI_MANIFEST, BLOB.digest());
  }

  @Test
  void readsTheDigestFromTheContentWhereARegistryLeavesItOut() throws IOException {
    String manifest = "{\"schemaVersion\":2}";
    registry.answer(
        "/v2/app/manifests/latest", 200, Map.of("Content-Type", MediaTypes.OCI_MANIFEST), manifest);
    assertThat(repository().find(Tag.LATEST))
        .map(Descriptor::digest)
        .contains(Hashing.digestOf(manifest.getBytes(StandardCharsets.UTF_8), "sha256"));
  }

  @Test
  void saysWhatIsWrongWhenNobodyListens() {
    CannedServer gone = registry;
    gone.close();
    RegistryException failed =
        catchThrowableOfType(RegistryException.class, () -> repository().find(Tag.LATEST));
    assertThat(failed.type()).isEqualTo(FailureType.UNAVAILABLE);
    assertThat(failed.hint()).isEqualTo("check that the registry is up, and its port");
  }

  @Test
  void saysThatARegistryDoesNotSpeakTls() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answersPlainly(plain));
      String address = "127.0.0.1:" + plain.getLocalPort();
      RegistrySettings secure = new RegistrySettings(address, null, false);
      try (RegistryClient strict =
          new RegistryClient(ClientSettings.of(List.of(secure), Credentials.NONE))) {
        RemoteRepository app = strict.source(Repository.parse(address + "/app"));
        RegistryException failed =
            catchThrowableOfType(RegistryException.class, () -> app.find(Tag.LATEST));
        assertThat(failed.type()).isEqualTo(FailureType.REFUSED);
        assertThat(failed.hint()).contains("insecure: true");
      }
    }
  }

  /** What servers without TLS do when they are greeted with it. */
  private static void answersPlainly(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[100]);
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void challengeBasic() {
    registry.answer(
        "/v2/app/manifests/latest", 401, Map.of("WWW-Authenticate", "Basic realm=\"r\""), "");
  }

  private void challengeBearer(String realm) {
    registry.answer(
        "/v2/app/manifests/latest",
        401,
        Map.of(
            "WWW-Authenticate", "Bearer realm=\"%s\",service=\"registry.test\"".formatted(realm)),
        "");
  }

  private RemoteRepository repository() {
    return Objects.requireNonNull(client).source(Repository.parse(registry.address() + "/app"));
  }

  private RemoteRepository target() {
    return client.target(Repository.parse(registry.address() + "/app"));
  }
}
