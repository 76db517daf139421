package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock("application")
class ApiTest {

  private static final String TOKEN = "0123456789abcdef0123";
  private static final String WISH = "{\"by\":\"kim\",\"expected\":7}";

  @TempDir private static Path directory;
  private static ApiServer server;

  @BeforeAll
  static void start() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    server = new ApiServer(Map.of("laytime.api.token-file", file));
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

  @Test
  void showsImagesAsTheViewsHaveThem() throws Exception {
    HttpResponse<String> answer =
        server.get("/api/v1/images?stage=demo&state=present&after=x&limit=1000");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"images":[{"image":"127.0.0.1:8481/demo/app:1","stage":"demo",
                    "state":"present","digest":"%s","deadline":null,"pinned":false,
                    "reason":"in use","updatedAt":"2026-11-01T12:00:00Z"}],"next":"next"}
                    """
                        .formatted(FakeLedger.DIGEST)));
    assertThat(server.ledger().asked).containsExactly("images demo null present x 1000");
  }

  @Test
  void takesAnEmptyParameterForNoneAndAHundredForALimit() throws Exception {
    server.get("/api/v1/images?stage=&repository=");

    assertThat(server.ledger().asked).containsExactly("images null null null null 100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "plan?stage=demo",
        "observed",
        "mirrors",
        "sources",
        "stages",
        "forbidden",
        "why?image=127.0.0.1:8481/demo/app:1"
      })
  void needsNoTokenToShowSomething(String path) throws Exception {
    assertThat(server.get("/api/v1/" + path).statusCode()).isEqualTo(200);
  }

  @Test
  void showsWhatWouldHaveGoneFromOneStage() throws Exception {
    assertThat(json(server.get("/api/v1/observed?stage=demo")).get("stages").get(0).toString())
        .isEqualTo(
            "{\"name\":\"demo\",\"images\":1,\"bytes\":7,\"asked\":0,"
                + "\"since\":\"2026-11-01T12:00:00Z\"}");
    assertThat(server.ledger().asked).containsExactly("observed demo");
  }

  @Test
  void showsAStageWithItsCapabilities() throws Exception {
    assertThat(
            json(server.get("/api/v1/stages")).get("stages").get(0).get("capabilities").toString())
        .isEqualTo("{\"tagDeletion\":\"NATIVE\",\"immutableTags\":false}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "images?limit=0               | read limit | expected 1 to 1000, not 0",
        "images?limit=1001            | read limit | expected 1 to 1000, not 1001",
        "images?limit=many            | read limit | expected a number, not 'many'",
        "images?stage=a%0Ab           | read stage | expected 1 to 1024 printable characters",
        "why                          | read image | it is not there",
        "why?image=                   | read image | expected 1 to 1024 printable characters",
        "why?image=a//b               | read image | Invalid",
      })
  void saysWhatIsWrongWithARequest(String path, String title, String detail) throws Exception {
    JsonNode problem = problem(server.get("/api/v1/" + path), 400);

    assertThat(problem.get("title").stringValue()).isEqualTo(title);
    assertThat(problem.get("detail").stringValue()).startsWith(detail);
    assertThat(problem.get("hint").stringValue()).isNotEmpty();
    assertThat(server.ledger().asked).isEmpty();
  }

  @Test
  void refusesAReferenceThatIsTooLongToBeOne() throws Exception {
    problem(server.get("/api/v1/why?image=" + "a".repeat(1025)), 400);
  }

  @Test
  void hasNothingToSayOfAnImageThatTheLedgerDoesNotKnow() throws Exception {
    JsonNode problem = problem(server.get("/api/v1/why?image=alpine"), 404);

    assertThat(problem.get("title").stringValue())
        .isEqualTo("say why docker.io/library/alpine:latest");
  }

  @Test
  void saysSoWhileTheLedgerIsAway() throws Exception {
    server.ledger().away = true;

    assertThat(problem(server.get("/api/v1/stages"), 503).get("detail").stringValue())
        .isEqualTo("connection refused");
  }

  @Test
  void grantsAWishAndTellsTheLivesThatItConcerns() throws Exception {
    HttpResponse<String> answer = write("breakers/b1/approve", WISH);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"text\":\"7 removals may go\"}");
    assertThat(server.ledger().asked).containsExactly("approve b1 7 by kim");
    assertThat(server.told()).isEqualTo("look 127.0.0.1:8481/demo/app:1: 7 removals may go");
  }

  @Test
  void takesBackWhatARemovedSourceSaid() throws Exception {
    assertThat(write("sources/apps/remove", "{\"by\":\"kim\"}").statusCode()).isEqualTo(200);

    assertThat(server.told()).isEqualTo("usage 127.0.0.1:8481/demo/app:1: 0");
  }

  @ParameterizedTest
  @CsvSource({
    "sources/apps/approve, approve scan apps 7 by kim",
    "sources/apps/remove,  remove apps by kim",
    "stages/demo/adopt,    adopt demo by kim",
    "stages/demo/resume,   resume demo by kim"
  })
  void asksTheLedgerForEachWish(String path, String asked) throws Exception {
    assertThat(write(path, WISH).statusCode()).isEqualTo(200);
    assertThat(server.ledger().asked).containsExactly(asked);
    if (path.endsWith("remove")) {
      assertThat(server.told()).startsWith("usage");
    }
  }

  @Test
  void pausesAStageForAReasonAndATime() throws Exception {
    write("stages/demo/pause", "{\"by\":\"kim\",\"why\":\"incident\"}");
    write(
        "stages/demo/pause",
        "{\"by\":\"kim\",\"why\":\"incident\",\"until\":\"2026-12-01T00:00:00Z\"}");

    assertThat(server.ledger().asked)
        .containsExactly(
            "pause demo until null by kim: incident",
            "pause demo until 2026-12-01T00:00:00Z by kim: incident");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"by\":\"kim\"}",
        "{\"by\":\"kim\",\"why\":\" \"}",
        "{\"by\":\"kim\",\"why\":\"incident\",\"until\":\"soon\"}"
      })
  void refusesAPauseWithoutAReasonOrWithAnEndThatIsNone(String body) throws Exception {
    problem(write("stages/demo/pause", body), 400);

    assertThat(server.ledger().asked).isEmpty();
  }

  @Test
  void forbidsAndAllowsAnImage() throws Exception {
    write("forbid", "{\"by\":\"kim\",\"why\":\"CVE\",\"image\":\"127.0.0.1:8481/demo/app:1\"}");
    write("allow", "{\"by\":\"kim\",\"image\":\"127.0.0.1:8481/demo/app:1\"}");

    assertThat(server.ledger().asked)
        .containsExactly(
            "forbid 127.0.0.1:8481/demo/app:1 by kim: CVE",
            "allow 127.0.0.1:8481/demo/app:1 by kim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"by\":\"kim\",\"why\":\"CVE\"}",
        "{\"by\":\"kim\",\"why\":\"CVE\",\"image\":\"a//b\"}",
        "{\"by\":\"kim\",\"image\":\"127.0.0.1:8481/demo/app:1\"}"
      })
  void forbidsNothingThatIsNoImageOrForNoReason(String body) throws Exception {
    problem(write("forbid", body), 400);

    assertThat(server.ledger().asked).isEmpty();
  }

  @Test
  void showsWhatIsForbidden() throws Exception {
    assertThat(json(server.get("/api/v1/forbidden")))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"forbidden":[{"image":"127.0.0.1:8481/demo/app:1","by":"ann",
                    "since":"2026-11-01T12:00:00Z","why":"CVE"}]}
                    """));
  }

  @Test
  void tellsARefusalWithItsHint() throws Exception {
    JsonNode gone = problem(write("breakers/b2/approve", WISH), 404);
    assertThat(gone.get("detail").stringValue()).isEqualTo("there is no breaker b2");
    assertThat(gone.get("hint").stringValue()).isEqualTo("see laytime plan");

    JsonNode other = problem(write("breakers/b1/approve", "{\"by\":\"kim\",\"expected\":6}"), 409);
    assertThat(other.get("detail").stringValue()).isEqualTo("7 removals wait, not 6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[",
        "{}",
        "{\"by\":\"\",\"expected\":7}",
        "{\"by\":\"kim\"}",
        "{\"by\":\"a\\nb\",\"expected\":7}",
        "{\"by\":\"kim\",\"expected\":\"seven\"}"
      })
  void refusesAWishThatSaysTooLittle(String body) throws Exception {
    problem(write("breakers/b1/approve", body), 400);

    assertThat(server.ledger().asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic " + TOKEN, TOKEN})
  void refusesAWriteWithoutTheToken(String authorization) throws Exception {
    HttpResponse<String> answer = server.post("/api/v1/breakers/b1/approve", WISH, authorization);

    problem(answer, 401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(server.ledger().asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/breakers//b1/approve", "/api/v1/nothing", "/", "/actuator/x"})
  void asksForTheTokenWhereverAWriteGoes(String path) throws Exception {
    assertThat(server.post(path, WISH, null).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example,           403",
    "127.0.0.1.evil.example, 403",
    "localhost.evil.example, 403",
    "10.0.0.1,               403",
    "localhost,              200",
    "LOCALHOST:8480,         200",
    "127.0.0.1:1,            200",
    "[::1]:8480,             200"
  })
  void answersOnLoopbackOnlyWhatWasMeantForThisMachine(String host, int status) throws Exception {
    assertThat(server.statusLine("/api/v1/stages", host)).startsWith("HTTP/1.1 " + status);
  }

  private static HttpResponse<String> write(String path, String body) throws Exception {
    return server.post("/api/v1/" + path, body, "Bearer " + TOKEN);
  }

  private static JsonNode problem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("hint").stringValue()).isNotBlank();
    return problem;
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
