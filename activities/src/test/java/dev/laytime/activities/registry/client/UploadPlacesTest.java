package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where registries say that an upload goes on, what is kept of that, and what is made of it. */
class UploadPlacesTest {

  private static final SampleContent CONTENT = SampleContent.of(10);
  private static final Descriptor BLOB = CONTENT.descriptor();
  private static final String UPLOADS = "/v2/app/blobs/uploads/";
  private static final String KNOWN = UPLOADS + "1";
  private static final String FRESH = UPLOADS + "2";

  private final FakeUploads uploads = new FakeUploads();
  private CannedServer registry;
  private CannedServer elsewhere;
  private Transport transport;

  @BeforeEach
  void startServers() throws IOException {
    registry = new CannedServer();
    elsewhere = new CannedServer();
    transport =
        new Transport(
            Endpoint.of(registry.address(), null),
            "test",
            Access.WRITING,
            Proxies.NONE,
            FreeToll::of,
            new AddressGuard("127.0.0.1", false, SystemDefaultDnsResolver.INSTANCE));
  }

  @AfterEach
  void stopServers() {
    transport.close();
    registry.close();
    elsewhere.close();
  }

  @Test
  void areKeptWithoutTheirQuery() {
    registry.answer(UPLOADS, 202, Map.of("Location", KNOWN + "?_state=secret"), "");
    registry.answer(KNOWN + "?_state=secret", 503, "");
    fails(FailureType.UNAVAILABLE);
    assertThat(uploads.find(app(), BLOB.digest())).contains(KNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/up/1",
        "/v2/other/blobs/uploads/1",
        "/v2/app/../uploads/1",
        "http://%s/v2/app/blobs/uploads/1?X-Signature=abc",
      })
  void areNotKeptWhereTheyMayGrantSomethingByThemselves(String location) {
    registry.answer(UPLOADS, 202, Map.of("Location", location.formatted(elsewhere.address())), "");
    fails(FailureType.NOT_FOUND);
    assertThat(uploads.told).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "404, none",
        "416, none",
        "400, none",
        "500, none",
        "307, none",
        "200, none",
        "204, 5-7",
        "204, 0-10",
        "204, 0-99999999999999999999",
      })
  void areNotGoneOnAtWhereTheRegistryDoesNotSayHowMuchItHas(int status, String range)
      throws IOException {
    begun();
    registry.answer(KNOWN, status, range == null ? Map.of() : Map.of("Range", range), "");
    takesItAnew();
    write();
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::method)
        .containsExactly("GET", "POST", "PATCH", "PATCH", "PUT");
    assertThat(uploads.isEmpty()).isTrue();
  }

  @Test
  void areGoneOnAtInTheWayThatTheRegistrySaysThen() throws IOException {
    begun();
    hasArrived("0-7", KNOWN + "?state=b");
    registry.answer(KNOWN + "?state=b", 202, Map.of("Location", KNOWN + "?state=c"), "");
    registry.answer(KNOWN + "?state=c&digest=" + BLOB.digest(), 201, "");
    registry.answer("/v2/app/blobs/" + BLOB.digest(), 200, "");
    write();
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::method)
        .containsExactly("GET", "PATCH", "PUT", "HEAD");
    assertThat(uploads.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 416, 400, 500})
  void areLeftWhereTheRegistryDoesNotTakeTheRest(int status) throws IOException {
    begun();
    hasArrived("0-7", KNOWN + "?state=b");
    registry.answer(KNOWN + "?state=b", status, "");
    takesItAnew();
    write();
    assertThat(registry.seen)
        .extracting(CannedServer.Seen::method)
        .containsExactly("GET", "PATCH", "POST", "PATCH", "PATCH", "PUT");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void areKeptWhileTheRegistryIsBusy(int status) {
    begun();
    registry.answer(KNOWN, status, "");
    fails(status == 429 ? FailureType.THROTTLED : FailureType.UNAVAILABLE);
    assertThat(uploads.find(app(), BLOB.digest())).contains(KNOWN);

    hasArrived("0-7", KNOWN + "?state=b");
    registry.answer(KNOWN + "?state=b", status, "");
    fails(status == 429 ? FailureType.THROTTLED : FailureType.UNAVAILABLE);
    assertThat(uploads.find(app(), BLOB.digest())).contains(KNOWN);
    assertThat(registry.seen).extracting(CannedServer.Seen::method).doesNotContain("POST");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 416})
  void areForgottenWhereTheRegistryLostThemUnderWay(int status) {
    registry.answer(UPLOADS, 202, Map.of("Location", FRESH), "");
    registry.answer(
        FRESH, status, "{\"errors\":[{\"code\":\"BLOB_UPLOAD_UNKNOWN\",\"message\":\"gone\"}]}");
    fails(FailureType.UNAVAILABLE);
    assertThat(uploads.told).containsExactly(FRESH);
    assertThat(uploads.isEmpty()).isTrue();
  }

  @Test
  void leadNoFurtherInwardThanTheRegistry() {
    begun();
    hasArrived("0-7", "http://169.254.169.254/latest");
    fails(FailureType.FORBIDDEN_ADDRESS);
    assertThat(uploads.isEmpty()).isTrue();
  }

  @Test
  void areTheRegistrysOwnWhateverTheLedgerSays() throws IOException {
    uploads.begun(
        app(), BLOB.digest(), "//%s/v2/app/blobs/uploads/1".formatted(elsewhere.address()));
    takesItAnew();
    write();
    assertThat(elsewhere.seen).isEmpty();
  }

  @Test
  void doNotHideThatTheWholeHasAnotherSize() {
    begun();
    hasArrived("0-9", KNOWN + "?state=b");
    registry.answer(KNOWN + "?state=b&digest=" + BLOB.digest(), 201, "");
    registry.answer("/v2/app/blobs/" + BLOB.digest(), 200, Map.of("Content-Length", "9"), "");
    assertThat(fails(FailureType.CONTENT_MISMATCH).said())
        .isEqualTo("the registry has 9 bytes of 10");
    assertThat(uploads.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "200, bytes 8-9/10",
    "206, bytes 7-9/10",
    "206, bytes 8-9/11",
    "206, 8-9/10",
    "416, bytes */10"
  })
  void areNoMatterOfASourceThatSendsAnotherPart(int status, String part) throws IOException {
    registry.answer("/v2/app/blobs/" + BLOB.digest(), status, Map.of("Content-Range", part), "ab");
    assertThat(repository().openFrom(BLOB, 8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "abc"})
  void areNoMatterOfASourceThatSendsMoreOrLess(String rest) throws IOException {
    registry.answer(
        "/v2/app/blobs/" + BLOB.digest(), 206, Map.of("Content-Range", "bytes 8-9/10"), rest);
    try (InputStream content = repository().openFrom(BLOB, 8).orElseThrow()) {
      assertThat(catchThrowableOfType(RegistryException.class, content::readAllBytes)).isNotNull();
    }
  }

  private void begun() {
    uploads.begun(app(), BLOB.digest(), KNOWN);
  }

  private void hasArrived(String range, String location) {
    registry.answer(KNOWN, 204, Map.of("Range", range, "Location", location), "");
  }

  private void takesItAnew() {
    registry.answer(UPLOADS, 202, Map.of("Location", FRESH), "");
    registry.answer(FRESH, 202, Map.of("Location", FRESH), "");
    registry.answer(FRESH + "?digest=" + BLOB.digest(), 201, "");
  }

  private void write() throws IOException {
    repository().write(BLOB, new SampleContent(CONTENT.bytes));
  }

  private RegistryException fails(FailureType type) {
    RegistryException failed = catchThrowableOfType(RegistryException.class, this::write);
    assertThat(failed.type()).isEqualTo(type);
    return failed;
  }

  /** The registry was seen to refuse a wrong digest. */
  private RemoteRepository repository() {
    RegistryMemory memory = new RecentMemory();
    memory.rememberWrongDigest(app(), "sha256", true);
    return new RemoteRepository(
        app(),
        new RegistryClient.Connection(transport, new Authentication(transport, Credentials.NONE)),
        Scope.push(app()),
        memory,
        new Resuming(uploads, 5, 8));
  }

  private Repository app() {
    return Repository.parse(registry.address() + "/app");
  }
}
