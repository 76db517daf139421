package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.worker.ledger.PullEvents.Pulled;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a registry tells, and who may tell it. */
@ResourceLock("application")
class EventsTest {

  private static final String API = "0123456789abcdef0123";
  private static final String DEMO = "demo-0123456789abcdef";
  private static final String OTHER = "other-0123456789abcdef";

  private static final String PULL =
      """
      {"id": "320678d8-ca14-430f-8bb6-4ca139cd83f7",
       "timestamp": "2026-03-09T14:44:26.402973972-08:00",
       "action": "pull",
       "target": {
         "mediaType": "application/vnd.oci.image.index.v1+json",
         "digest": "%s", "size": 708, "length": 708, "repository": "demo/app",
         "url": "http://127.0.0.1:8481/v2/demo/app/manifests/%<s", "tag": "latest"},
       "request": {"id": "6df", "addr": "192.0.2.11:42961", "host": "127.0.0.1:8481",
         "method": "GET", "useragent": "containerd/2.0"},
       "actor": {},
       "source": {"addr": "r:5000", "instanceID": "a53db899"}}
      """
          .formatted(FakeLedger.DIGEST);

  private static final Pulled PULLED =
      new Pulled(
          "demo/app",
          FakeLedger.DIGEST,
          "containerd/2.0",
          "a53db899",
          Instant.parse("2026-03-09T22:44:26.402973972Z"));

  @TempDir private static Path directory;
  private static ApiServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        new ApiServer(
            Map.of(
                "laytime.api.token-file", token("api", API),
                "laytime.stages[0].name", "demo",
                "laytime.stages[0].prefix", "127.0.0.1:8481/demo",
                "laytime.stages[0].events-token-file", token("demo", DEMO),
                "laytime.stages[1].name", "other",
                "laytime.stages[1].prefix", "127.0.0.1:8481/other",
                "laytime.stages[1].events-token-file", token("other", OTHER),
                "laytime.stages[2].name", "silent",
                "laytime.stages[2].prefix", "127.0.0.1:8481/silent"));
  }

  private static Path token(String name, String token) throws IOException {
    Path file = Files.writeString(directory.resolve(name), token + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @BeforeEach
  void forget() {
    server.ledger().asked.clear();
    server.ledger().away = false;
  }

  private static String envelope(String... events) {
    return "{\"events\": [" + String.join(",", events) + "]}";
  }

  private static HttpResponse<String> tell(String stage, String body, @Nullable String token)
      throws Exception {
    return server.post(
        "/api/v1/stages/" + stage + "/events", body, token == null ? null : "Bearer " + token);
  }

  private static Iterable<Pulled> read(String body) {
    return PullNotification.pulls(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsTheLedgerWhatWasPulledBeforeItAnswers() throws Exception {
    HttpResponse<String> answer = tell("demo", envelope(PULL, PULL), DEMO);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(server.ledger().asked)
        .containsExactly("told demo [%s, %<s]".formatted(PULLED.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "demo,    , 401",
    "demo, " + API + ", 401",
    "demo, " + OTHER + ", 401",
    "demo, demo-0123456789abcde, 401",
    "other, " + DEMO + ", 401",
    "silent, " + DEMO + ", 404",
    "silent, " + API + ", 404",
    "nothing, " + DEMO + ", 404",
  })
  void listensToNobodyWithoutTheStagesOwnToken(String stage, @Nullable String token, int status)
      throws Exception {
    HttpResponse<String> answer = tell(stage, envelope(PULL), token);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("hint");
    assertThat(server.ledger().asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/stages/demo/adopt",
        "/api/v1/stages/demo/events/",
        "/api/v1/stages/demo/events/x",
        "/api/v1/stages/demo;a=b/events",
        "/api/v1/stages/d%65mo/events"
      })
  void letsAStagesTokenDoNothingElse(String path) throws Exception {
    assertThat(server.post(path, envelope(PULL), "Bearer " + DEMO).statusCode()).isEqualTo(401);
    assertThat(server.ledger().asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[]", "null", "7", "{}", "{\"events\": {}}", "events"})
  void refusesWhatIsNoEnvelope(String body) throws Exception {
    HttpResponse<String> answer = tell("demo", body, DEMO);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("read the notification");
    assertThat(server.ledger().asked).isEmpty();
    assertThatThrownBy(() -> read(body)).isInstanceOf(RequestException.class);
  }

  @Test
  void refusesWhatIsTooLong() throws Exception {
    String body = envelope(PULL);
    String longest = body + " ".repeat((1 << 20) - body.length());

    assertThat(tell("demo", longest, DEMO).statusCode()).isEqualTo(204);
    assertThat(tell("demo", longest + " ", DEMO).statusCode()).isEqualTo(413);
  }

  @Test
  void isToldAgainWhatTheLedgerDidNotTake() throws Exception {
    server.ledger().away = true;

    assertThat(tell("demo", envelope(PULL), DEMO).statusCode()).isEqualTo(503);
  }

  @Test
  void troublesTheLedgerWithPullsAlone() throws Exception {
    String push = PULL.replace("\"pull\"", "\"push\"");

    assertThat(tell("demo", envelope(push), DEMO).statusCode()).isEqualTo(204);
    assertThat(tell("demo", envelope(), DEMO).statusCode()).isEqualTo(204);
    assertThat(server.ledger().asked).isEmpty();
  }

  @Test
  void passesOverBlobs() {
    assertThat(
            read(
                envelope(
                    PULL.replace(
                        "application/vnd.oci.image.index.v1+json", "application/octet-stream"),
                    PULL.replace("/manifests/", "/blobs/"),
                    PULL)))
        .containsExactly(PULLED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"demo/blobs/app", "demo/blobs", "blobs/manifests", "demo/manifests/blobs"})
  void takesNoRepositoryForABlob(String repository) {
    String pull = PULL.replace("demo/app", repository);

    assertThat(read(envelope(pull)))
        .singleElement()
        .returns(repository, Pulled::path)
        .returns(FakeLedger.DIGEST, Pulled::digest);
    assertThat(read(envelope(pull.replace("/manifests/sha256", "/blobs/sha256")))).isEmpty();
  }

  @Test
  void passesOnAPullOfWhichNobodyKnowsWhat() {
    assertThat(read(envelope("{\"action\": \"pull\"}", "7")))
        .containsExactly(new Pulled("", null, "", "", null));
    assertThat(
            read(
                envelope(
                    PULL.replace(FakeLedger.DIGEST.value(), "sha256:abc").replace("2026-", "x"))))
        .containsExactly(new Pulled("demo/app", null, "containerd/2.0", "a53db899", null));
  }
}
