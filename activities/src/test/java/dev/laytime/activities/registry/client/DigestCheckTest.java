package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.image.Repository;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers to an upload with a wrong digest prove that such a one is refused. */
class DigestCheckTest {

  private static final String UPLOADS = "/v2/app/blobs/uploads/";
  private static final String BEGUN = UPLOADS + "1";
  private static final String TAKEN = UPLOADS + "1?state=a";

  private final RegistryMemory memory = new RecentMemory();
  private CannedServer registry;
  private Transport transport;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = new CannedServer();
    registry.answer(UPLOADS, 202, Map.of("Location", BEGUN), "");
    registry.answer(BEGUN, 202, Map.of("Location", TAKEN), "");
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
  void stopRegistry() {
    transport.close();
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409, 416, 422})
  void isPassedByARefusalThatIsAboutTheDigest(int status) throws IOException {
    registry.otherwise(status, error("DIGEST_INVALID"));
    assertThat(check()).isTrue();
    assertThat(methods()).containsExactly("POST", "PATCH", "PUT");
    assertThat(check()).as("remembered").isTrue();
    assertThat(methods()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "201, ''",
    "204, ''",
    "201, DIGEST_INVALID",
    "307, DIGEST_INVALID",
    "400, ''",
    "400, BLOB_UPLOAD_INVALID",
    "405, UNSUPPORTED",
  })
  void isFailedByEverythingElse(int status, String code) throws IOException {
    registry.otherwise(status, error(code));
    assertThat(check()).isFalse();
    assertThat(check()).as("remembered").isFalse();
    assertThat(methods()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "500, DIGEST_INVALID",
    "501, ''",
    "403, DENIED",
    "408, ''",
    "416, ''",
    "404, BLOB_UPLOAD_UNKNOWN",
  })
  void isMadeAgainWhereTheAnswerMayBeAnotherOneNextTime(int status, String code)
      throws IOException {
    registry.otherwise(status, error(code));
    assertThat(check()).isFalse();
    registry.otherwise(400, error("DIGEST_INVALID"));
    assertThat(check()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 502, 503, 504})
  void isNotMadeWhileTheRegistryHasNoTimeOrDoesNotKnowUs(int status) throws IOException {
    registry.otherwise(status, error("DIGEST_INVALID"));
    RegistryException failed = catchThrowableOfType(RegistryException.class, this::check);
    assertThat(failed.type().retryable()).isTrue();
    assertThat(failed.what()).isEqualTo("try a wrong digest at " + registry.address() + "/app");
    registry.otherwise(400, error("DIGEST_INVALID"));
    assertThat(check()).isTrue();
  }

  @Test
  void isNotPassedByARegistryThatRefusesEveryPart() throws IOException {
    registry.answer(BEGUN, 400, error("DIGEST_INVALID"));
    assertThat(check()).isFalse();
    assertThat(methods()).containsExactly("POST", "PATCH");
  }

  @Test
  void isPassedForEachAlgorithmOfItsOwn() throws IOException {
    registry.otherwise(400, error("DIGEST_INVALID"));
    check();
    assertThat(check("app", "sha512")).isTrue();
    List<String> ends =
        registry.seen.stream()
            .filter(seen -> seen.method().equals("PUT"))
            .map(CannedServer.Seen::target)
            .toList();
    assertThat(ends).hasSize(2);
    assertThat(ends.getFirst()).startsWith(TAKEN + "&digest=sha256:");
    assertThat(ends.getLast()).startsWith(TAKEN + "&digest=sha512:");
  }

  @Test
  void countsForNoOtherRepositoryOfTheSameHost() throws IOException {
    registry.otherwise(400, error("DIGEST_INVALID"));
    assertThat(check()).isTrue();
    registry.answer("/v2/other/blobs/uploads/", 202, Map.of("Location", BEGUN), "");
    registry.otherwise(201, "");
    assertThat(check("other", "sha256")).isFalse();
    assertThat(check()).as("remembered").isTrue();
  }

  @Test
  void namesNoDigestTwice() throws IOException {
    registry.otherwise(500, "");
    check();
    check();
    assertThat(registry.seen)
        .filteredOn(seen -> seen.method().equals("PUT"))
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  private boolean check() throws RegistryException {
    return check("app", "sha256");
  }

  private boolean check(String name, String algorithm) throws RegistryException {
    Repository repository = Repository.parse(registry.address() + "/" + name);
    RegistryClient.Connection connection =
        new RegistryClient.Connection(transport, new Authentication(transport, Credentials.NONE));
    Blobs blobs = new Blobs(repository, new Exchange(connection, Scope.push(repository)));
    return new DigestCheck(repository, blobs, memory).isPassed(algorithm);
  }

  private List<String> methods() {
    return registry.seen.stream().map(CannedServer.Seen::method).toList();
  }

  private static String error(String code) {
    return code.isEmpty() ? "" : "{\"errors\":[{\"code\":\"%s\"}]}".formatted(code);
  }
}
